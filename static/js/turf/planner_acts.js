// Acts on the map press the same forms as the list: choose a street side and then a turf, join with a turf, a start.

function form(id) {
  return document.getElementById(id);
}

function setOption(select, id, number) {
  if (![...select.options].some((option) => option.value === String(id))) {
    select.add(new Option(String(number), String(id)));
  }
  select.value = String(id);
}

export class MapActs {
  // texts: what to say while a second press is awaited; say(words) puts them in the live region.
  constructor(shapes, texts, say) {
    Object.assign(this, { shapes, texts, say });
    this.mode = "";
    this.onPlace = null;
  }

  checkedSides() {
    return [...document.querySelectorAll('#act-move input[name="face"]:checked')];
  }

  isWaiting() {
    return this.mode !== "" || this.checkedSides().length > 0;
  }

  // True when the press was the second one of an act: then nothing is chosen by it.
  pressTurf(id, number) {
    if (id === this.shapes.chosen) {
      return this.isWaiting();
    }
    const [act, select] = this.mode === "join" ? ["act-join", "join-other"] : ["act-move", "move-to"];
    if (!form(act) || (this.mode !== "join" && !this.checkedSides().length)) {
      return false;
    }
    setOption(form(select), id, number);
    this.end();
    form(act).requestSubmit();
    return true;
  }

  pressSide(key, label) {
    const box = [...document.querySelectorAll('#act-move input[name="face"]')].find((input) => input.value === key);
    if (!box) {
      return;
    }
    box.checked = !box.checked;
    document.getElementById("sides").open = true;
    this.showSides();
    if (box.checked) {
      this.say(this.texts.side.replace("{side}", label));
    }
  }

  showSides() {
    this.shapes.pick(this.checkedSides().map((box) => box.value));
  }

  toggleJoin() {
    if (this.mode === "join") {
      this.stop();
    } else if (form("act-join")) {
      this.begin("join");
    }
  }

  begin(mode) {
    this.mode = mode;
    this.mark();
    this.say(this.texts[mode]);
  }

  end() {
    this.mode = "";
    this.mark();
  }

  stop() {
    for (const box of this.checkedSides()) {
      box.checked = false;
    }
    this.end();
    this.showSides();
    this.say(this.texts.stopped);
  }

  mark() {
    document.querySelector("[data-map-join]")?.setAttribute("aria-pressed", String(this.mode === "join"));
    document.querySelector("[data-pick-start]")?.setAttribute("aria-pressed", String(this.mode === "start"));
    document.getElementById("map").classList.toggle("waiting", this.mode !== "");
  }
}
