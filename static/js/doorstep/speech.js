// Lines read aloud by the phone itself, where it has a voice for the language; nothing is sent anywhere.
import { button, language, t } from "./dom.js";

// A voice of the phone, not of a server: what is read must work in a stairwell and stay here.
function voiceFor(wanted) {
  const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(wanted)) || null;
}

function read(lines, voice, done) {
  window.speechSynthesis.cancel();
  lines.forEach((line, at) => {
    const spoken = new SpeechSynthesisUtterance(line);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    if (at === lines.length - 1) spoken.onend = done;
    window.speechSynthesis.speak(spoken);
  });
}

/** Hidden until the phone says that it has a voice; some tell so only after a while. */
export function speakButton(lines) {
  if (!("speechSynthesis" in window)) return null;
  const synthesis = window.speechSynthesis;
  let speaking = false;
  const show = () => {
    speak.hidden = !voiceFor(language);
    speak.lastChild.textContent = t(speaking ? "stop_reading" : "read_aloud");
  };
  const stop = () => {
    speaking = false;
    show();
  };
  const onclick = () => {
    speaking = !speaking;
    if (speaking) read(lines, voiceFor(language), stop);
    else synthesis.cancel();
    show();
  };
  const speak = button(".btn", "sound", t("read_aloud"), onclick, { "data-go": "read-aloud" });
  synthesis.addEventListener?.("voiceschanged", show);
  show();
  return speak;
}
