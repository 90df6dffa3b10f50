// Shows a screen in English: puts English in place of the Vietnamese sentences the screens are
// written with, and does nothing at all for who reads Vietnamese. What people typed, what is marked
// translate=no or written in a language of its own, and data without English stay as they are.
// Decided in docs/decisions/0055-english-by-a-switch.md.
(() => {
  if (window.motcuaEnglish) return;
  window.motcuaEnglish = true;
  const root = document.documentElement;
  const me = document.currentScript;
  const VEIL = "until-english";
  const LONGEST_VEIL = 6000; // ms; a page in Vietnamese is better than none
  const ATTRIBUTES = ["placeholder", "aria-label", "title", "alt"];
  const LEFT_ALONE = new Set(["SCRIPT", "STYLE", "TEXTAREA", "CODE", "NOSCRIPT"]);
  const VIETNAMESE = /[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]/;
  const LETTER = /\p{L}/u;
  const COUNTED = /^(?:\d[\d.,]* \D+)+$/;
  const NUMBER_AND_UNIT = /(\d[\d.,]* )(\D+?)(?= \d|\.?$)/g;
  const RECKONED = /( [+×=] )/;
  const UNIT = /^\{\} [^\d{}]+$/;
  const DATED = /^(\d\d:\d\d )?([Tt]hứ \p{L}+|Chủ nhật)( \d\d\/\d\d(?:\/\d{4})?\.?)$/u;
  const HOLE = /\{(\d?)\}/;
  const MOST_KNOWN = 5000;
  const FEW = 12; // letters: a shorter pattern fits data by chance
  const BODY = /^(Ủy ban|UBND|Sở|Phòng|Ban|Bộ|Văn phòng|Trung tâm|Công an|Chi cục|Tòa án) /;
  const BARE = /^[\p{L}\s]*$/u; // "{} đến {}", "{} ngày", "Số {}": of a title it makes half a title

  // ── Which language ────────────────────────────────────────────────────────────────────────────
  const remember = (language) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `motcua_lang=${language}; path=/; max-age=31536000; samesite=lax${secure}`;
  };
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "vi") remember(asked);
  let english = /(^|; )motcua_lang=en(;|$)/.test(document.cookie);

  // ── The words ─────────────────────────────────────────────────────────────────────────────────
  const exact = new Map();
  const openings = new Map(); // first letter of a pattern -> patterns, the longest first
  const holesFirst = [];
  const units = new Map(); // "trang" of "{} trang"
  const known = new Map(); // what was looked up, with its answer
  const drawn = (text) => text.replace(/\s+/g, " ").trim();
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = (key, put) => {
    const pieces = key.split(HOLE).filter((_, at) => at % 2 === 0);
    const order = [];
    const outs = put.split(HOLE).filter((part, at) => {
      if (at % 2 === 1) order.push(part ? Number(part) - 1 : order.length);
      return at % 2 === 0;
    });
    const letters = pieces.join("").replace(/[^\p{L}]/gu, "").length;
    const isBare = letters < FEW && BARE.test(pieces.join(""))
      && (!pieces[0] || /^số $/i.test(pieces[0]));
    const isUnit = isBare && !pieces[0] && pieces.length === 2;
    const hasDot = key.includes("·");
    return { pieces, outs, order, letters, isBare, isUnit, hasDot, fits: null };
  };
  const learn = (words) => {
    for (const [key, put] of Object.entries(words)) {
      if (!HOLE.test(key)) { exact.set(key, put); continue; }
      if (UNIT.test(key) && UNIT.test(put)) units.set(key.slice(3), put.slice(3));
      const made = pattern(key, put);
      if (!made.pieces[0]) { holesFirst.push(made); continue; }
      const first = made.pieces[0][0];
      if (!openings.has(first)) openings.set(first, []);
      openings.get(first).push(made);
    }
    const longest = (one, other) => other.letters - one.letters;
    openings.forEach((list) => list.sort(longest));
    holesFirst.sort(longest);
  };
  // The blanks around a text stay around its English.
  const within = (text, put) => text.match(/^\s*/)[0] + put + text.match(/\s*$/)[0];
  const small = (text) => text[0].toLowerCase() + text.slice(1);
  const isSmall = (text) => /^\p{Ll}/u.test(text.trim());
  // Not a name of a person or place, nor of a body.
  const isSentence = (text) => /\s\p{Ll}/u.test(text.trim()) && !BODY.test(text.trim());
  const fitted = (made, text) => {
    const last = made.pieces[made.pieces.length - 1].trimEnd();
    if (!text.startsWith(made.pieces[0].trimEnd()) || !text.endsWith(last)) return null;
    if (text.includes(" · ") && !made.hasDot) return null; // no value holds more than one of these
    if (!made.fits) {
      made.fits = new RegExp(`^${made.pieces.map(literal).join("(.*?)")}$`);
    }
    const found = made.fits.exec(text);
    if (!found) return null;
    const values = [];
    for (const value of found.slice(1)) {
      const put = LETTER.test(value) ? said(value) : value;
      // Few letters fit by chance: then a value is known or is a name, not the middle of a text.
      if (made.isUnit && LETTER.test(value)) return null;
      const isWords = value.includes(" ") || VIETNAMESE.test(value); // "cccd.pdf" is the name of a file
      const isText = (isWords && isSmall(value)) || (made.isBare && isSentence(value));
      if (put === null && made.letters < FEW && isText) return null;
      values.push(put === null ? value : within(value, put));
    }
    return made.outs.reduce((whole, out, at) => whole + (values[made.order[at - 1]] ?? "") + out);
  };
  // "1 giờ 59 phút": numbers and their units, reckoned with or not ("2 ngày × 8 giờ = 16 giờ");
  // "17:30 thứ Ba 17/03/2026": a day of the week.
  const measured = (text) => {
    const parts = /^\d/.test(text) ? text.split(RECKONED) : [];
    if (parts.length > 1) {
      const puts = parts.map((part) => (LETTER.test(part) ? said(part) : part));
      return puts.includes(null) ? null : puts.join("");
    }
    const dated = DATED.exec(text);
    const day = dated && (exact.get(dated[2]) ?? exact.get(small(dated[2])));
    if (day) return (dated[1] ?? "") + day + dated[3];
    if (!COUNTED.test(text)) return null;
    let isKnown = true;
    const put = text.replace(NUMBER_AND_UNIT, (_, number, unit) => {
      const put = units.get(unit) ?? exact.get(unit);
      isKnown = isKnown && put !== undefined;
      return number + put;
    });
    return isKnown ? put : null;
  };
  const one = (text) => {
    const whole = exact.get(text);
    if (whole !== undefined) return whole;
    const amount = measured(text);
    if (amount !== null) return amount;
    const both = [openings.get(text[0]) || [], VIETNAMESE.test(text) ? holesFirst : []];
    for (let [at, after] = [0, 0]; at < both[0].length || after < both[1].length;) {
      const isOpening = (both[0][at]?.letters ?? -1) >= (both[1][after]?.letters ?? -1);
      const put = fitted(isOpening ? both[0][at++] : both[1][after++], text);
      if (put !== null) return put;
    }
    if (!VIETNAMESE.test(text)) return null;
    const label = text.endsWith(".") ? exact.get(text.slice(0, -1)) : undefined;
    if (label !== undefined) return `${label}.`; // a label said as a sentence
    const sentence = exact.get(`${text}.`); // the last one of a value, its full stop outside
    if (sentence !== undefined) return sentence.replace(/\.$/, "");
    const first = text[0];
    if (first !== first.toUpperCase()) { // a label in the middle of a sentence
      const large = exact.get(first.toUpperCase() + text.slice(1));
      if (large !== undefined) return small(large);
    }
    return null;
  };
  // Several sentences or labels in one text: each for itself. A single word alone proves nothing;
  // of what stands between commas everything must be known, but names: half a sentence in English
  // is worse than none ("Đóng dấu, trả kết quả" is the name of a step, "Trả kết quả" a label). What
  // begins large after a comma is a name or a title.
  const SEAMS = [
    /( · |\n|[●▲■✓✕] )/,
    /([.!?]\s+)/,
    /(;\s+|\s+–\s+)/,
    /(:\s+|\s*[()“”]\s*)/,
    /(,\s+)/,
  ];
  const several = (text) => {
    for (const seam of SEAMS) {
      const parts = text.split(seam);
      if (parts.length < 2) continue;
      let [changed, isPart] = [false, false];
      const put = parts.map((part, at) => {
        if (at % 2 === 1 || !part.trim()) return part;
        const ended = at + 1 < parts.length ? parts[at + 1].trimEnd() : "";
        const sentence = ended === "." || ended === "!" || ended === "?";
        let found = sentence ? one(part + ended) : null;
        if (found !== null) found = found.endsWith(ended) ? found.slice(0, -1) : found;
        else found = said(part);
        if (found === null) {
          const [before, after] = [parts[at - 1] ?? "", parts[at + 1] ?? ""];
          const begins = !before.includes(",") && after.includes(",") && isSentence(part);
          const cut = SEAMS.indexOf(seam) > 1 && VIETNAMESE.test(part);
          if (cut && (begins || isSmall(part) || part.includes("; "))) isPart = true;
          return part;
        }
        if (part.includes(" ") || seam === SEAMS[0]) changed = true;
        return found;
      });
      if (changed && !isPart) return put.join("");
    }
    return null;
  };
  const said = (text) => {
    const key = drawn(text);
    if (!key) return null;
    if (!known.has(key)) {
      if (known.size > MOST_KNOWN) known.clear();
      known.set(key, null); // no way round in circles
      known.set(key, one(key) ?? (VIETNAMESE.test(key) ? several(text.trim()) : null));
    }
    return known.get(key);
  };
  const put = (text) => {
    const english = said(text);
    return english === null ? null : within(text, english);
  };

  // ── The page ──────────────────────────────────────────────────────────────────────────────────
  const texts = new WeakMap(); // node -> what was there, what is there now
  const attributes = new WeakMap();
  const marked = new WeakSet(); // elements we called Vietnamese, because their text stayed so
  const isAlone = (element) =>
    LEFT_ALONE.has(element.tagName) || element.getAttribute("translate") === "no"
    || element.isContentEditable
    || (element !== root && !marked.has(element) && element.lang && element.lang !== "en");
  // What is not to be translated is read aloud as what it is all the same (WCAG 3.1.2).
  const asItIs = (element) => {
    if (element.getAttribute("translate") !== "no" || element.hasAttribute("lang")) return;
    if (!VIETNAMESE.test(element.textContent)) return;
    marked.add(element);
    element.setAttribute("lang", "vi");
  };
  const inAlone = (element) => {
    for (let at = element; at; at = at.parentElement) if (isAlone(at)) return true;
    return false;
  };
  const onText = (node) => {
    const text = node.nodeValue;
    const before = texts.get(node);
    if (before && before.now === text) return;
    const now = put(text);
    const parent = node.parentElement;
    if (now === null) {
      texts.delete(node);
      const isPlain = parent && !parent.hasAttribute("lang") && !parent.childElementCount;
      if (isPlain && VIETNAMESE.test(text)) {
        marked.add(parent);
        parent.setAttribute("lang", "vi"); // read aloud as what it is (WCAG 3.1.2)
      }
      return;
    }
    if (parent && marked.has(parent)) { marked.delete(parent); parent.removeAttribute("lang"); }
    if (parent && parent.tagName === "OPTION" && !parent.hasAttribute("value")) {
      parent.setAttribute("value", parent.value); // what is sent stays what it was
    }
    texts.set(node, { was: text, now });
    if (now !== text) node.nodeValue = now;
  };
  const onAttribute = (element, name) => {
    const text = element.getAttribute(name);
    if (!text) return;
    const all = attributes.get(element) || {};
    if (all[name] && all[name].now === text) return;
    const now = put(text);
    if (now === null) return;
    all[name] = { was: text, now };
    attributes.set(element, all);
    if (now !== text) element.setAttribute(name, now);
  };
  const onElement = (element) => {
    for (const name of ATTRIBUTES) if (element.hasAttribute(name)) onAttribute(element, name);
    if (element.tagName === "INPUT" && /^(button|submit|reset)$/.test(element.type)) {
      onAttribute(element, "value");
    }
  };
  const walker = (from) => document.createTreeWalker(
    from,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node.nodeType === Node.TEXT_NODE || !isAlone(node)) return NodeFilter.FILTER_ACCEPT;
      if (node.tagName === "TEXTAREA") onElement(node); // its hint is ours, its text is not
      asItIs(node);
      return NodeFilter.FILTER_REJECT;
    },
  );
  const onTree = (from) => {
    if (from.nodeType === Node.TEXT_NODE) { onText(from); return; }
    if (from.nodeType !== Node.ELEMENT_NODE) return;
    if (isAlone(from)) {
      if (from.tagName === "TEXTAREA") onElement(from);
      asItIs(from);
      return;
    }
    onElement(from);
    const walk = walker(from);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) onText(node); else onElement(node);
    }
  };
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      const target = record.target;
      if (!target.isConnected) continue;
      if (record.type === "attributes") {
        if (target === root) { if (root.lang !== "en") root.lang = "en"; continue; }
        if (!inAlone(target.tagName === "TEXTAREA" ? target.parentElement : target)) {
          if (record.attributeName !== "lang") onElement(target);
          else if (!marked.has(target)) onTree(target);
        }
      } else if (record.type === "characterData") {
        if (target.nodeType === Node.TEXT_NODE && !inAlone(target.parentElement)) onText(target);
      } else if (record.addedNodes.length && !inAlone(target)) {
        record.addedNodes.forEach(onTree);
      }
    }
    observer.takeRecords(); // what we have just written ourselves
  });
  const restore = (from) => {
    const walk = document.createTreeWalker(from, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const before = texts.get(node);
        if (before && before.now === node.nodeValue) node.nodeValue = before.was;
        texts.delete(node);
        continue;
      }
      for (const [name, before] of Object.entries(attributes.get(node) || {})) {
        if (node.getAttribute(name) === before.now) node.setAttribute(name, before.was);
      }
      attributes.delete(node);
      if (marked.has(node)) { marked.delete(node); node.removeAttribute("lang"); }
    }
  };

  // ── When ──────────────────────────────────────────────────────────────────────────────────────
  // Before the page is alive, the text of its elements is compared with what the program draws; a
  // word changed until then would be an error. Reflex tells its readiness by setting this name.
  const alive = new Promise((done) => {
    let kept = window.__reflex;
    if (kept) done();
    Object.defineProperty(window, "__reflex", {
      configurable: true,
      get: () => kept,
      set: (value) => { kept = value; done(); },
    });
  });
  let words = null;
  const fetched = () => {
    words = words || fetch(me.src.replace("english.js", "english.json")).then((answer) => {
      if (!answer.ok) throw new Error("no words");
      return answer.json();
    }).then(learn);
    words.catch(() => { words = null; });
    return words;
  };
  const unveil = () => root.classList.remove(VEIL);
  const show = async () => {
    try { await Promise.all([fetched(), alive]); } catch (_) { unveil(); return; }
    if (!english) return;
    const begun = performance.now();
    root.lang = "en";
    onTree(root);
    observer.observe(root, {
      subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: [...ATTRIBUTES, "value", "lang"],
    });
    root.dataset.englishMs = (performance.now() - begun).toFixed(1);
    unveil();
  };
  const choose = async (language) => {
    remember(language);
    english = language === "en";
    const address = new URL(location.href);
    if (address.searchParams.has("lang")) {
      address.searchParams.delete("lang");
      history.replaceState(history.state, "", address);
    }
    if (english) await show();
    else {
      observer.disconnect();
      restore(root);
      root.lang = "vi";
    }
    // The button pressed is gone; its neighbour leads back.
    const back = english ? "vi" : "en";
    document.querySelector(`[data-language="${back}"]`)?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-language]");
    if (button) choose(button.dataset.language);
  });
  if (english) {
    root.classList.add(VEIL);
    setTimeout(unveil, LONGEST_VEIL);
    show();
  }
})();
