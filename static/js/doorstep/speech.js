// Lines read aloud by the phone itself, where it has a voice for the language; nothing is sent anywhere.
import { button, language, t } from "./dom.js";

const plain = (code) => code.toLowerCase().replace("_", "-");
let silence = () => {};

// A voice of the phone, not of a server: what is read must work in a stairwell and stay here.
// Flemish is read in Dutch of the north rather than not at all.
function voiceFor(wanted) {
  const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
  const near = voices.filter((voice) => voice.localService && plain(voice.lang).startsWith(wanted.split("-")[0]));
  return near.find((voice) => plain(voice.lang).startsWith(wanted)) || near[0] || null;
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

/**
 * Hidden until the phone says that it has a voice; some tell so only after a while.
 * Of one line it is only a glyph, beside that line; of several it says in words what it does.
 */
export function speakButton(lines) {
  if (!("speechSynthesis" in window)) return null;
  const synthesis = window.speechSynthesis;
  const single = lines.length === 1;
  let speaking = false;
  const show = () => {
    const words = t(speaking ? "stop_reading" : "read_aloud");
    speak.hidden = !voiceFor(language);
    if (single) speak.setAttribute("aria-label", `${words}: ${lines[0]}`);
    else speak.lastChild.textContent = words;
    speak.classList.toggle("on", speaking);
  };
  const stop = () => {
    speaking = false;
    show();
  };
  const onclick = () => {
    const start = !speaking;
    silence();
    synthesis.cancel();
    speaking = start;
    silence = start ? stop : () => {};
    if (start) read(lines, voiceFor(language), stop);
    show();
  };
  const go = single ? "read-line" : "read-aloud";
  const speak = button(".btn", "sound", single ? "" : t("read_aloud"), onclick, { "data-go": go });
  synthesis.addEventListener?.("voiceschanged", show);
  show();
  return speak;
}
