"use strict";
// Everything from the scan is shown with textContent: nothing here parses it as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { rules, findings, excerpts, diagnostics, left } = data;
  const OUTCOMES = ["fail", "error", "unknown", "suppressed", "pass"];
  const WORDS = { fail: "Failed", error: "Error", unknown: "Unknown", suppressed: "Suppressed", pass: "Passed" };
  const SIGNS = { fail: "✗", error: "!", unknown: "?", suppressed: "–", pass: "✓" };
  const SEVERITIES = ["critical", "high", "medium", "low", "info"];
  const VIEWS = [["overview", "Overview"], ["findings", "Findings"], ["rules", "Rules"], ["compliance", "Compliance"], ["input", "Input"]];
  const PAGE = 50;
  const PRINTED = 5000;
  const main = document.getElementById("main");
  const number = (value) => value.toLocaleString("en");
  const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

  // --- building elements ---------------------------------------------------------------------

  function put(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") element.textContent = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of (children || []).flat()) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }
  const make = (tag, attributes, ...children) => put(document.createElement(tag), attributes, children);
  const draw = (tag, attributes, ...children) =>
    put(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  function link(address) {
    if (!/^https?:\/\/[!-~]+$/.test(address)) return make("span", { text: address });
    return make("a", { href: address, rel: "noopener noreferrer", target: "_blank", text: address });
  }

  // --- state ---------------------------------------------------------------------------------

  const FAILING = ["fail", "error"];
  const PROBLEMS = ["fail", "error", "unknown"];
  const USUAL = findings.some((finding) => PROBLEMS.includes(finding.o)) ? PROBLEMS : [];
  const everything = () => ({
    view: "findings", query: "", outcomes: new Set(USUAL), severities: new Set(),
    rule: "", module: "", root: "", owner: "", file: "", type: "", environment: "", control: "", status: "", group: "", sort: "severity", page: 0, open: "",
  });
  const state = everything();
  state.view = "overview";
  let shown = findings.map((_, index) => index);
  let haystack = null;

  function controlsOf(rule) {
    const found = [];
    for (const [framework, controls] of rule.frameworks) for (const control of controls) found.push(`${framework} ${control}`);
    return found;
  }
  const ruleControls = rules.map((rule) => new Set(controlsOf(rule)));

  function text(finding) {
    const rule = rules[finding.r];
    return [rule.name, rule.id, rule.pack, finding.a, finding.t, finding.f, finding.m, ...(finding.as || []).flatMap((one) => [one.k, one.w, one.u])]
      .join("\n").toLowerCase();
  }

  function matches(finding, index, except) {
    const rule = rules[finding.r];
    if (except !== "outcomes" && state.outcomes.size && !state.outcomes.has(finding.o)) return false;
    if (except !== "severities" && state.severities.size && !state.severities.has(rule.severity)) return false;
    if (state.rule !== "" && finding.r !== Number(state.rule)) return false;
    if (state.module !== "" && finding.mod !== state.module.slice(1)) return false;
    if (state.root !== "" && (finding.root || "") !== state.root.slice(1)) return false;
    if (state.owner !== "" && (finding.own || "") !== state.owner.slice(1)) return false;
    if (state.file && finding.f !== state.file) return false;
    if (state.type && finding.t !== state.type) return false;
    if (state.status && finding.st !== state.status) return false;
    if (state.environment && !(finding.env || []).includes(state.environment)) return false;
    if (state.control && !ruleControls[finding.r].has(state.control)) return false;
    for (const word of words) if (!haystack[index].includes(word)) return false;
    return true;
  }

  let words = [];
  const compareText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const ORDERS = {
    severity: (a, b) => SEVERITIES.indexOf(rules[a.r].severity) - SEVERITIES.indexOf(rules[b.r].severity)
      || OUTCOMES.indexOf(a.o) - OUTCOMES.indexOf(b.o) || a.r - b.r,
    rule: (a, b) => compareText(rules[a.r].name, rules[b.r].name),
    file: (a, b) => compareText(a.f, b.f) || a.l - b.l,
    resource: (a, b) => compareText(a.a, b.a),
  };

  let groups = new Map();
  // Title in the chooser, key, and the words for findings without one.
  const GROUPS = {
    rule: ["Group: rule", (finding) => rules[finding.r].name, ""],
    resource: ["Group: resource", (finding) => `${finding.a}${finding.root && !finding.a.endsWith(` in ${finding.root}`) ? ` in ${finding.root}` : ""}`, "(no resource)"],
    root: ["Group: root", (finding) => finding.root || ".", ""],
    owner: ["Group: owner", (finding) => finding.own || "", "(no owner)"],
  };

  function select() {
    words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !haystack) haystack = findings.map(text);
    shown = [];
    findings.forEach((finding, index) => { if (matches(finding, index)) shown.push(index); });
    const order = ORDERS[state.sort] || ORDERS.severity;
    const usual = (one, other) => order(findings[one], findings[other]) || one - other;
    groups = new Map();
    const key = GROUPS[state.group];
    if (!key) { shown.sort(usual); return turnBack(); }
    for (const index of shown) {
      const name = key[1](findings[index]);
      let found = groups.get(name);
      if (!found) groups.set(name, found = { name, counts: {}, total: 0 });
      found.counts[findings[index].o] = (found.counts[findings[index].o] || 0) + 1;
      found.total += 1;
    }
    // The group with the most failures first; groups without a name come last.
    const ranked = [...groups.values()].sort((a, b) => (a.name === "") - (b.name === "") || failing(b.counts) - failing(a.counts) || b.total - a.total || compareText(a.name, b.name));
    ranked.forEach((one, index) => { one.rank = index; });
    const rank = (index) => groups.get(key[1](findings[index])).rank;
    shown.sort((one, other) => rank(one) - rank(other) || usual(one, other));
    turnBack();
  }

  function turnBack() {
    state.page = Math.min(state.page, Math.max(0, Math.ceil(shown.length / PAGE) - 1));
  }

  function tally(except, key) {
    const counts = new Map();
    findings.forEach((finding, index) => {
      if (matches(finding, index, except)) counts.set(key(finding), (counts.get(key(finding)) || 0) + 1);
    });
    return counts;
  }

  // --- the address of a view -----------------------------------------------------------------

  function remember() {
    const words = new URLSearchParams();
    const usual = everything();
    words.set("view", state.view);
    for (const name of ["query", "rule", "module", "root", "owner", "file", "type", "environment", "control", "status", "group", "sort"]) {
      if (state[name] !== usual[name]) words.set(name, state[name]);
    }
    if ([...state.outcomes].join() !== [...usual.outcomes].join()) words.set("outcomes", [...state.outcomes].join());
    if (state.severities.size) words.set("severities", [...state.severities].join());
    if (state.page) words.set("page", state.page + 1);
    try { history.replaceState(null, "", `#${words}`); } catch { /* not where the file is sandboxed */ }
  }

  function recall() {
    const words = new URLSearchParams(location.hash.slice(1));
    if (!words.has("view")) return;
    Object.assign(state, everything());
    if (VIEWS.some(([name]) => name === words.get("view"))) state.view = words.get("view");
    for (const name of ["query", "rule", "module", "root", "owner", "file", "type", "environment", "control", "status", "group", "sort"]) {
      if (words.has(name)) state[name] = words.get(name);
    }
    if (words.has("outcomes")) state.outcomes = new Set(words.get("outcomes").split(",").filter((one) => OUTCOMES.includes(one)));
    if (words.has("severities")) state.severities = new Set(words.get("severities").split(",").filter((one) => SEVERITIES.includes(one)));
    state.page = Math.max(0, (parseInt(words.get("page"), 10) || 1) - 1);
    if (state.rule !== "" && !rules[Number(state.rule)]) state.rule = "";
  }

  function go(change) {
    Object.assign(state, everything(), { view: "findings" }, change);
    show();
    main.focus();
  }

  // --- overview ------------------------------------------------------------------------------

  const failing = (counts) => (counts.fail || 0) + (counts.error || 0);
  const say = (counts) => OUTCOMES.filter((one) => counts[one]).map((one) => `${number(counts[one])} ${WORDS[one].toLowerCase()}`).join(", ") || "none";

  function bars(title, rows, pick) {
    const most = Math.max(1, ...rows.map((row) => row.total));
    const wide = (element, size) => { element.style.setProperty("--size", `${(size / most) * 100}%`); return element; };
    return make("section", { class: "card" }, make("h2", { text: title }),
      rows.length ? make("ul", { class: "bars" }, rows.map((row) => make("li", {}, make("button", {
        type: "button", "aria-label": `${row.name}: ${say(row.counts)}`, title: say(row.counts), onclick: () => pick(row),
      }, make("span", { class: "label", text: row.name }), make("b", { class: failing(row.counts) ? "fail-ink" : "soft", text: `${number(failing(row.counts))} failed` }),
      make("span", { class: "track", "aria-hidden": "true" }, OUTCOMES.filter((one) => row.counts[one]).map((one) => wide(make("i", { class: one }), row.counts[one])))))))
        : make("p", { class: "empty", text: "Nothing." }));
  }

  function legend() {
    return make("div", { class: "legend" }, OUTCOMES.map((outcome) =>
      make("span", {}, make("i", { class: outcome }), WORDS[outcome])));
  }

  function group(key, wanted) {
    const found = new Map();
    for (const finding of findings) {
      if (wanted && !wanted.includes(finding.o)) continue;
      const name = key(finding);
      let row = found.get(name);
      if (!row) found.set(name, row = { name, counts: {}, total: 0 });
      row.counts[finding.o] = (row.counts[finding.o] || 0) + 1;
      row.total += 1;
    }
    return [...found.values()];
  }

  function overview() {
    const counts = {};
    for (const finding of findings) counts[finding.o] = (counts[finding.o] || 0) + 1;
    const tiles = OUTCOMES.map((outcome) => make("button", {
      type: "button", class: "tile", onclick: () => go({ outcomes: new Set([outcome]) }),
    }, make("b", { class: `${outcome}-ink`, text: number(counts[outcome] || 0) }), make("span", { text: outcome === "error" ? "errors" : WORDS[outcome].toLowerCase() })));
    for (const [name, count] of [["rules", rules.length], ["resources", data.resources], ["files", data.files]]) {
      tiles.push(make("div", { class: "tile" }, make("b", { text: number(count) }), make("span", { text: name })));
    }
    const severities = group((finding) => rules[finding.r].severity);
    severities.sort((a, b) => SEVERITIES.indexOf(a.name) - SEVERITIES.indexOf(b.name));
    const most = (one, other) => (other.counts.fail || 0) - (one.counts.fail || 0) || other.total - one.total || compareText(String(one.name), String(other.name));
    const topRules = group((finding) => finding.r, PROBLEMS).sort(most).slice(0, 10)
      .map((row) => ({ ...row, index: row.name, name: rules[row.name].name }));
    const modules = group((finding) => finding.mod, PROBLEMS).sort(most).slice(0, 10)
      .map((row) => ({ ...row, value: row.name, name: row.name || "(root module)" }));
    const roots = group((finding) => finding.root || "", PROBLEMS).sort(most).slice(0, 10).map((row) => ({ ...row, value: row.name, name: row.name || "." }));
    const owners = group((finding) => finding.own || "", PROBLEMS).sort(most).slice(0, 10).map((row) => ({ ...row, value: row.name, name: row.name || "(no owner)" }));
    const files = group((finding) => finding.f, PROBLEMS).sort(most).slice(0, 10).map((row) => ({ ...row, value: row.name, name: row.name || "(no file)" }));
    const cards = [
      bars("By severity", severities, (row) => go({ severities: new Set([row.name]), outcomes: new Set() })),
      bars("Rules with the most problems", topRules, (row) => go({ rule: String(row.index) })),
      roots.length > 1 && bars("Root modules", roots, (row) => go({ root: `=${row.value}`, group: "rule" })),
      bars("Modules", modules, (row) => go({ module: `=${row.value}` })),
      owners.some((row) => row.value) && bars("Owners", owners, (row) => go({ owner: `=${row.value}`, group: "rule" })),
      bars("Files", files, (row) => go({ file: row.value })),
    ];
    cards.unshift(trend());
    const reasons = unknownReasons();
    if (reasons.length) {
      cards.push(make("section", { class: "card wide" }, make("h2", { text: "Why verdicts are not known" }),
        make("div", { class: "scroll" }, make("table", {}, make("tbody", {}, reasons.slice(0, 25).map(([reason, count]) =>
          make("tr", {}, make("td", { class: "number", text: number(count) }), make("td", {}, make("button", {
            type: "button", text: reason, onclick: () => go({ query: reason, outcomes: new Set(["unknown"]) }),
          })))))))));
    }
    cards.push(fixed());
    return [broken(), make("div", { class: "tiles" }, tiles), legend(), make("div", { class: "cards" }, cards)];
  }

  // --- the trend of earlier reports ----------------------------------------------------------

  function trend() {
    if (!data.history.length) return false;
    const now = { n: "this scan", severities: SEVERITIES.map(() => 0) };
    for (const outcome of OUTCOMES) now[outcome] = 0;
    for (const finding of findings) {
      now[finding.o] += 1;
      if (finding.o === "fail") now.severities[SEVERITIES.indexOf(rules[finding.r].severity)] += 1;
    }
    const points = [...data.history, now];
    const [width, height, left, base] = [900, 170, 8, 162];
    const most = Math.max(1, ...points.map((one) => Math.max(one.fail, one.unknown)));
    const x = (index) => left + (index / (points.length - 1)) * (width - 2 * left);
    const y = (value) => base - (value / most) * (base - 22);
    const named = points.length <= 12 ? points : []; // more numbers would touch each other: the table has them
    const value = (one, index) => draw("text", { class: index === 0 ? "first" : index === points.length - 1 ? "last" : "", x: index === 0 ? 2 : index === points.length - 1 ? width - 2 : x(index), y: y(one.fail) - 8, text: number(one.fail) });
    const line = (name) => [draw("polyline", { class: name, points: points.map((one, index) => `${x(index)},${y(one[name])}`).join(" ") }),
      points.map((one, index) => draw("circle", { class: name, cx: x(index), cy: y(one[name]), r: 4 }, draw("title", { text: `${one.n}: ${number(one[name])} ${name === "fail" ? "failed" : name}` })))];
    const cell = (value) => make("td", { class: "number", text: number(value) });
    return make("section", { class: "card wide", id: "trend" }, make("h2", { text: "Trend" }),
      make("div", { class: "legend" }, ["fail", "unknown"].map((one) => make("span", {}, make("i", { class: one }), WORDS[one]))),
      draw("svg", { class: "trend", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Failed findings: ${points.map((one) => number(one.fail)).join(", ")}` },
        draw("line", { class: "axis", x1: left, x2: width - left, y1: base, y2: base }), ...line("unknown").flat(), ...line("fail").flat(), ...named.map(value)),
      make("p", { class: "ends soft", "aria-hidden": "true" }, make("span", { text: points[0].n }), make("span", { text: now.n })),
      make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, make("th", { text: "Report" }),
        ["Failed", ...SEVERITIES, "Unknown", "Suppressed", "Passed"].map((one) => make("th", { class: "number", text: one })))),
      make("tbody", {}, points.slice().reverse().map((one) => make("tr", {}, make("td", { class: "short", text: one.n }), cell(one.fail), one.severities.map(cell),
        cell(one.unknown), cell(one.suppressed), cell(one.pass)))))));
  }

  function fixed() {
    const { count, base, findings: gone } = data.fixed;
    return count > 0 && make("section", { class: "card wide" }, make("h2", { text: `Fixed since ${base}` }),
      make("div", { class: "scroll" }, make("table", {}, make("tbody", {}, gone.map((one) => make("tr", {},
        make("td", {}, make("span", { class: "badge pass", text: `${SIGNS.pass} Fixed` })),
        make("td", {}, make("span", { class: `severity ${one.s}`, text: one.s })),
        make("td", {}, one.n, make("br"), make("code", { class: "soft", text: one.a }))))))),
      count > gone.length && make("p", { text: `and ${number(count - gone.length)} more` }));
  }

  function unknownReasons() {
    const found = new Map();
    for (const finding of findings) {
      if (finding.o !== "unknown") continue;
      for (const reason of new Set((finding.as || []).map((one) => one.u).filter(Boolean))) found.set(reason, (found.get(reason) || 0) + 1);
    }
    return [...found].sort((one, other) => other[1] - one[1] || compareText(one[0], other[0]));
  }

  function broken() {
    const errors = diagnostics.filter((one) => one.severity === "error").length;
    return errors && make("p", { class: "notice" }, `The input has ${plural(errors, "error")}: parts of it were not validated. `,
      make("button", { type: "button", text: "Show", onclick: () => { state.view = "input"; show(); } }));
  }

  // --- findings ------------------------------------------------------------------------------

  function chip(set, value, words, count) {
    return make("button", {
      type: "button", class: "chip", "aria-pressed": String(set.has(value)),
      onclick: () => { if (!set.delete(value)) set.add(value); state.page = 0; list(); },
    }, words, " ", make("small", { text: number(count || 0) }));
  }

  function chooser(name, words, values) {
    if (values.length < 2 && !state[name]) return null;
    return make("select", { "aria-label": words, id: `filter-${name}`, onchange: (event) => { state[name] = event.target.value; state.page = 0; list(); } },
      make("option", { value: "", text: words }),
      values.map(([value, label]) => make("option", { value, selected: String(state[name]) === String(value), text: label })));
  }

  const distinct = (key) => [...new Set(findings.map(key))].filter((one) => one !== "").sort(compareText);
  const options = {
    rule: rules.map((rule, index) => [String(index), rule.name]).filter(([index]) => findings.some((one) => one.r === Number(index))).sort((a, b) => compareText(a[1], b[1])),
    module: [...new Set(findings.map((one) => one.mod))].sort(compareText).map((one) => [`=${one}`, one || "(root module)"]),
    file: distinct((one) => one.f).map((one) => [one, one]),
    type: distinct((one) => one.t).map((one) => [one, one]),
    environment: [...new Set(findings.flatMap((one) => one.env || []))].sort(compareText).map((one) => [one, one]),
    root: [...new Set(findings.map((one) => one.root || ""))].sort(compareText).map((one) => [`=${one}`, one || "."]),
    owner: [...new Set(findings.map((one) => one.own || ""))].sort(compareText).map((one) => [`=${one}`, one || "(no owner)"]),
    status: distinct((one) => one.st || "").map((one) => [one, `Only ${one}`]),
    control: [...new Set(rules.flatMap(controlsOf))].sort(compareText).map((one) => [one, one]),
  };

  let typing = 0;
  function findingsView() {
    const search = make("input", {
      type: "search", id: "search", placeholder: "Search rules, resources, files, reasons  ( / )", "aria-label": "Search", value: state.query,
      oninput: (event) => {
        clearTimeout(typing);
        typing = setTimeout(() => { state.query = event.target.value; state.page = 0; list(); }, findings.length > 5000 ? 150 : 40);
      },
    });
    return [
      make("div", { class: "filters" },
        make("div", { class: "row" }, search,
          chooser("rule", "All rules", options.rule), chooser("module", "All modules", options.module), chooser("file", "All files", options.file),
          chooser("type", "All types", options.type), chooser("environment", "All environments", options.environment), chooser("control", "All controls", options.control),
          chooser("root", "All root modules", options.root), chooser("owner", "All owners", options.owner),
          chooser("status", "New and unchanged", options.status),
          make("select", { "aria-label": "Group", id: "group", onchange: (event) => { state.group = event.target.value; state.page = 0; list(); } },
            [["", "Group: none"], ...Object.entries(GROUPS).map(([value, [label]]) => [value, label])]
              .map(([value, label]) => make("option", { value, selected: state.group === value, text: label }))),
          make("select", { "aria-label": "Sort", onchange: (event) => { state.sort = event.target.value; list(); } },
            [["severity", "Sort: severity"], ["rule", "Sort: rule"], ["file", "Sort: file"], ["resource", "Sort: resource"]]
              .map(([value, label]) => make("option", { value, selected: state.sort === value, text: label })))),
        make("div", { class: "row", id: "chips" })),
      make("div", { id: "list" }),
    ];
  }

  function list() {
    select();
    const chips = document.getElementById("chips");
    const active = document.activeElement;
    const place = active && chips.contains(active) ? [...chips.children].indexOf(active) : -1;
    const outcomes = tally("outcomes", (finding) => finding.o);
    // Beside a severity stands how many fail, unless failures are not selected.
    const failed = !state.outcomes.size || state.outcomes.has("fail") || state.outcomes.has("error");
    const severities = tally("severities", (finding) => (failed && !FAILING.includes(finding.o) ? "" : rules[finding.r].severity));
    chips.replaceChildren(
      ...OUTCOMES.map((one) => chip(state.outcomes, one, WORDS[one], outcomes.get(one))),
      make("span", { class: "soft", text: "·" }),
      ...SEVERITIES.map((one) => chip(state.severities, one, one, severities.get(one))),
      make("button", { type: "button", text: "Clear", id: "clear", onclick: clear }),
      make("span", { class: "count", id: "count", text: countWords() }));
    if (place >= 0 && chips.children[place]) chips.children[place].focus();
    page();
    document.getElementById("announce").textContent = countWords();
  }

  function countWords() {
    if (!shown.length) return `0 of ${number(findings.length)}`;
    const from = state.page * PAGE + 1;
    return `${number(from)}–${number(Math.min(from + PAGE - 1, shown.length))} of ${plural(shown.length, "finding")}`;
  }

  function clear() {
    Object.assign(state, everything());
    show();
  }

  function page() {
    const box = document.getElementById("list");
    const start = state.page * PAGE;
    const rows = grouped(shown.slice(start, start + PAGE));
    if (!rows.length) rows.push(make("p", { class: "empty", text: findings.length ? "No finding matches these filters." : "There are no findings." }));
    box.replaceChildren(...rows, pager());
    document.getElementById("count").textContent = countWords();
    remember();
  }

  const groupOf = (index) => GROUPS[state.group] && groups.get(GROUPS[state.group][1](findings[index]));
  const heading = (found) => make("h2", { class: "group" }, make("span", { text: found.name || GROUPS[state.group][2] }), make("small", { class: "soft", text: say(found.counts) }));

  function grouped(indexes) {
    let last = null;
    return indexes.flatMap((index) => {
      const found = groupOf(index);
      const head = found && found !== last && heading(found);
      last = found;
      return head ? [head, row(index)] : [row(index)];
    });
  }

  function pager() {
    const pages = Math.ceil(shown.length / PAGE);
    if (pages < 2) return make("span");
    const turn = (by) => { state.page = Math.max(0, Math.min(pages - 1, state.page + by)); page(); window.scrollTo(0, 0); };
    return make("div", { class: "pager", id: "pager" },
      make("button", { type: "button", text: "First", disabled: !state.page, onclick: () => turn(-pages) }),
      make("button", { type: "button", id: "previous", text: "Previous", disabled: !state.page, onclick: () => turn(-1) }),
      make("span", { text: `Page ${number(state.page + 1)} of ${number(pages)}` }),
      make("button", { type: "button", id: "next", text: "Next", disabled: state.page >= pages - 1, onclick: () => turn(1) }),
      make("button", { type: "button", text: "Last", disabled: state.page >= pages - 1, onclick: () => turn(pages) }));
  }

  function row(index) {
    const finding = findings[index];
    const rule = rules[finding.r];
    const body = make("div", { class: "body", id: `body-${index}`, hidden: true });
    const button = make("button", {
      type: "button", "aria-expanded": "false", "aria-controls": `body-${index}`,
      onclick: () => {
        body.hidden = !body.hidden;
        button.setAttribute("aria-expanded", String(!body.hidden));
        if (!body.hidden && !body.firstChild) fill(body, finding, rule);
      },
    },
    badge(finding), severity(rule), make("span", { class: "name", text: rule.name }), where(finding));
    return make("article", { class: `finding ${finding.o}` }, make("h3", {}, button), body);
  }

  const badge = (finding) => make("span", { class: `badge ${finding.o}`, text: `${SIGNS[finding.o]} ${WORDS[finding.o]}` });
  const severity = (rule) => make("span", { class: `severity ${rule.severity}`, text: rule.severity });
  const where = (finding) => make("span", { class: "where" }, make("code", { text: finding.a }), finding.f ? `  ${finding.f}:${finding.l}` : "",
    finding.only ? `  ${finding.only}` : "", finding.st && finding.o !== "pass" ? `  ${finding.st}` : "");

  function fill(body, finding, rule) {
    if (finding.m) body.append(make("p", {}, spans(finding.m)));
    body.append(...reasons(finding, (one) => [one.l && make("p", { class: "mono", text: one.l }), one.x !== undefined && code(excerpts[one.x])]));
    if (rule.message && rule.message !== finding.m) body.append(make("h3", { text: "What the rule asks for" }), prose(rule.message));
    if (rule.remediation && finding.o !== "pass") body.append(make("h3", { text: "How to fix it" }), prose(rule.remediation));
    body.append(facts([["Rule", rule.id], ["Pack", rule.pack], ["Resource type", finding.t], ["Module", finding.mod], ["Controls", controlsOf(rule).join(", ")],
      ...suppression(finding)], rule, finding.fp));
  }

  // Why a verdict is as it is. `source` gives the place of an assertion with its lines.
  function reasons(finding, source) {
    const body = [];
    let last = "";
    for (const one of finding.as || []) {
      // What is said of one place stands below one excerpt.
      if (!one.l || one.l !== last) body.push(...source(one).filter(Boolean));
      last = one.p ? "" : one.l;
      body.push(make("p", {}, one.j ? `${one.j} ` : "", one.k ? make("code", { text: one.k }) : "", one.k ? " " : "", make("strong", {}, spans(one.w))));
      if (one.n) body.push(make("p", {}, spans(one.n)));
      if (one.u) body.push(make("p", { class: "unknown-ink", text: one.u }));
      if (one.p) {
        body.push(make("h3", { text: "Where the value comes from" }));
        body.push(make("ul", { class: "trail" }, one.p.map((step) => make("li", { text: step }))));
      }
    }
    if (finding.more) body.push(make("p", { text: `and ${finding.more} more` }));
    body.push(...(finding.pf || []).map((words) => make("p", { text: words })));
    return body;
  }

  function suppression({ sup }) {
    if (!sup) return [];
    return [["Suppressed", [sup.kind, sup.reason].filter(Boolean).join(": ")], ["Until", sup.until], ["Owner", sup.owner], ["Ticket", sup.ticket], ["Where", sup.where],
      ["Would be", sup.outcome]];
  }

  function facts(rows, rule, fingerprint) {
    const cells = rows.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", { text: name }), make("dd", { text: value })]);
    if (rule && rule.references.length) cells.push(make("dt", { text: "References" }), make("dd", {}, rule.references.flatMap((one, index) => [index ? make("br") : null, link(one)])));
    if (rule && rule.equivalents) cells.push(make("dt", { text: "Known elsewhere as" }), make("dd", { text: rule.equivalents }));
    if (fingerprint) cells.push(make("dt", { text: "Fingerprint" }), make("dd", { class: "mono", text: fingerprint }));
    return make("dl", { class: "facts" }, cells);
  }

  function code(lines) {
    return make("div", { class: "excerpt" }, lines.map(([line, before, marked, after]) =>
      make("pre", {}, make("span", { class: "number", text: `${String(line).padStart(5)}  ` }), before, marked ? make("mark", { text: marked }) : "", after)));
  }

  // Text between backticks is code; where one is left over all is text.
  function spans(text) {
    const pieces = text.split("`");
    return pieces.length % 2 ? pieces.map((piece, position) => (position % 2 ? make("code", { text: piece }) : piece)) : [text];
  }

  // Markdown of rule authors: paragraphs, code blocks and code spans; the rest is shown as it is written.
  function prose(markdown) {
    const box = make("div", { class: "prose" });
    markdown.split(/^```[^\n]*$/m).forEach((part, index) => {
      if (index % 2) { box.append(make("pre", { class: "block", text: part.replace(/^\n|\n$/g, "") })); return; }
      for (const paragraph of part.split(/\n\s*\n/)) {
        if (!paragraph.trim()) continue;
        box.append(make("p", {}, spans(paragraph.trim())));
      }
    });
    return box;
  }

  // --- rules, compliance, input --------------------------------------------------------------

  let before = null; // the state of the screen, while the page is one for paper
  let ruleOrder = ["fail", -1];
  function rulesView() {
    const columns = [["name", "Rule", 1], ["severity", "Severity", 1], ["fail", "Failed", -1], ["error", "Errors", -1], ["unknown", "Unknown", -1], ["suppressed", "Suppressed", -1], ["pass", "Passed", -1]];
    const value = (rule, name) => (name === "severity" ? SEVERITIES.indexOf(rule.severity) : name === "name" ? rule.name : rule.counts[name]);
    const [by, direction] = ruleOrder;
    const order = rules.map((_, index) => index).sort((one, other) => {
      const a = value(rules[one], by);
      const b = value(rules[other], by);
      return (typeof a === "string" ? compareText(a, b) : a - b) * direction || one - other;
    });
    const total = (rule) => OUTCOMES.reduce((sum, one) => sum + rule.counts[one], 0);
    return make("section", { class: "card" }, make("h2", { text: plural(rules.length, "rule") }), make("div", { class: "scroll" }, make("table", {},
      make("thead", {}, make("tr", {}, columns.map(([name, label, first]) => make("th", {
        class: name === "name" || name === "severity" ? null : "number", "aria-sort": by === name ? (direction > 0 ? "ascending" : "descending") : null,
      }, make("button", { type: "button", text: label, onclick: () => { ruleOrder = [name, by === name ? -direction : first]; show(); } }))))),
      make("tbody", {}, order.filter((index) => !before || total(rules[index])).map((index) => {
        const rule = rules[index];
        return make("tr", {}, make("td", { class: "words" }, total(rule) ? make("button", { type: "button", text: rule.name, onclick: () => go({ rule: String(index), outcomes: new Set() }) }) : rule.name,
          make("br"), make("code", { class: "soft", text: rule.id }), total(rule) ? "" : make("span", { class: "suppressed-ink", text: "  no matching resources" })),
        make("td", {}, make("span", { class: `severity ${rule.severity}`, text: rule.severity })),
        columns.slice(2).map(([name]) => make("td", { class: `number ${rule.counts[name] ? `${name}-ink` : ""}`, text: rule.counts[name] ? number(rule.counts[name]) : "" })));
      })))), before && unmatched(rules.filter((rule) => !total(rule))));
  }

  const unmatched = (without) => without.length > 0 && make("p", {}, make("strong", { text: `${plural(without.length, "rule")} without matching resources: ` }), make("code", { text: without.map((rule) => rule.id).join(", ") }));

  function compliance() {
    const frameworks = new Map();
    rules.forEach((rule, index) => {
      for (const [framework, controls] of rule.frameworks) {
        if (!frameworks.has(framework)) frameworks.set(framework, new Map());
        for (const control of controls) {
          const known = frameworks.get(framework);
          if (!known.has(control)) known.set(control, []);
          known.get(control).push(index);
        }
      }
    });
    if (!frameworks.size) return make("p", { class: "empty", text: "No rule of this scan names a framework." });
    const natural = new Intl.Collator("en", { numeric: true });
    return [...frameworks].sort((one, other) => natural.compare(one[0], other[0])).map(([framework, controls]) => {
      const verdicts = [...controls].sort((one, other) => natural.compare(one[0], other[0])).map(([control, indexes]) => {
        const sum = (name) => indexes.reduce((count, index) => count + rules[index].counts[name], 0);
        const counts = Object.fromEntries(OUTCOMES.map((one) => [one, sum(one)]));
        const verdict = counts.fail ? "fail" : counts.error ? "error" : counts.unknown ? "unknown" : counts.pass ? "pass" : counts.suppressed ? "suppressed" : "";
        return { control, indexes, counts, verdict };
      });
      const how = (name) => verdicts.filter((one) => one.verdict === name).length;
      const share = (name, count) => { const part = make("div", { class: name }); part.style.width = `${(100 * count) / verdicts.length}%`; return part; };
      const failing = how("fail") + how("error");
      return make("section", { class: "card framework" }, make("h2", { text: framework }),
        make("p", { text: `${number(how("pass"))} of ${plural(verdicts.length, "control")} passed, ${number(failing)} failed, ${number(how("unknown"))} unknown, ${number(how("suppressed"))} suppressed, ${number(how(""))} without matching resources` }),
        make("div", { class: "meter", "aria-hidden": "true" }, share("pass", how("pass")), share("fail", failing), share("unknown", how("unknown"))),
        make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ["Control", "Verdict", "Rules"].map((one) => make("th", { text: one })),
          ["Failed", "Unknown", "Suppressed", "Passed"].map((one) => make("th", { class: "number", text: one })))),
        make("tbody", {}, verdicts.filter((one) => !before || one.verdict).map((one) => make("tr", {},
          make("td", { class: "control" }, make("button", { type: "button", text: one.control, onclick: () => go({ control: `${framework} ${one.control}`, outcomes: new Set() }) })),
          make("td", { class: "short" }, one.verdict ? make("span", { class: `badge ${one.verdict}`, text: `${SIGNS[one.verdict]} ${WORDS[one.verdict]}` }) : make("span", { class: "soft", text: "no matching resources" })),
          make("td", { class: "words" }, before ? serving(one.indexes) : one.indexes.map((index) => make("div", { text: rules[index].name }))),
          ["fail", "unknown", "suppressed", "pass"].map((name) => make("td", { class: "number", text: number(one.counts[name] + (name === "fail" ? one.counts.error : 0)) }))))))),
        before && how("") > 0 && make("p", {}, make("strong", { text: `${plural(how(""), "control")} without matching resources: ` }),
          make("code", { text: verdicts.filter((one) => !one.verdict).map((one) => one.control).join(", ") })));
    });
  }

  // On paper: the names of rules with problems, the ids of others with resources, the number of those without.
  function serving(indexes) {
    const some = (outcomes) => (index) => outcomes.some((name) => rules[index].counts[name]);
    const problems = indexes.filter(some(PROBLEMS));
    const others = indexes.filter((index) => !problems.includes(index) && some(OUTCOMES)(index)).map((index) => rules[index].id);
    const without = indexes.length - problems.length - others.length;
    return [...problems.map((index) => make("div", { text: rules[index].name })), others.length > 0 && make("code", { class: "soft", text: others.join(", ") }),
      without > 0 && make("div", { class: "soft", text: `${plural(without, "rule")} without matching resources` })];
  }

  function input() {
    const out = left.length ? make("section", { class: "card" }, make("h2", { text: data.out }),
      make("ul", {}, left.slice(0, 2000).map((one) => make("li", {}, `${one.k}: `, make("span", { class: "mono", text: one.n }), one.d ? ` (${one.d})` : "")))) : "";
    if (!diagnostics.length) return [make("p", { class: "empty", text: "Nothing was wrong with the input." }), out];
    return [make("section", { class: "card" }, make("h2", { text: "What was wrong with the input" }), diagnostics.slice(0, 2000).map((one) =>
      make("article", { class: `finding ${one.severity === "error" ? "fail" : one.severity === "warning" ? "unknown" : "suppressed"}` }, make("div", { class: "body" },
        make("p", {}, make("strong", { text: `${one.severity}: ` }), one.summary), one.where ? make("p", { class: "mono", text: one.where }) : "",
        one.x !== undefined ? code(excerpts[one.x]) : "", one.detail ? make("p", { text: one.detail }) : "", one.hint ? make("p", { text: one.hint }) : "")))), out];
  }

  // --- the page ------------------------------------------------------------------------------

  const RENDER = { overview, findings: findingsView, rules: rulesView, compliance, input };

  function show() {
    document.getElementById("tabs").replaceChildren(...VIEWS.map(([name, label]) => make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(state.view === name), "aria-controls": "main", tabindex: state.view === name ? 0 : -1,
      onclick: () => { state.view = name; show(); },
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const at = VIEWS.findIndex(([one]) => one === state.view);
        state.view = VIEWS[(at + step + VIEWS.length) % VIEWS.length][0];
        show();
        document.getElementById(`tab-${state.view}`).focus();
      },
    }, label, name === "input" && diagnostics.length ? ` (${number(diagnostics.length)})` : "")));
    select();
    main.setAttribute("aria-labelledby", `tab-${state.view}`);
    main.replaceChildren(...[RENDER[state.view]()].flat().filter(Boolean));
    if (state.view === "findings") list(); else remember();
  }

  function move(by) {
    const buttons = [...document.querySelectorAll(".finding > h3 > button")];
    if (!buttons.length) return;
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, at < 0 ? 0 : at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typed = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (typed) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.getElementById("help").open) return;
    const press = (id) => { const button = document.getElementById(id); if (button && !button.disabled) button.click(); };
    const keys = {
      "/": () => { if (state.view !== "findings") { state.view = "findings"; show(); } document.getElementById("search").focus(); },
      j: () => move(1), k: () => move(-1), n: () => press("next"), p: () => press("previous"), x: clear,
      "?": () => document.getElementById("help").showModal(),
    };
    VIEWS.forEach(([name], index) => { keys[String(index + 1)] = () => { state.view = name; show(); }; });
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  document.getElementById("help-button").addEventListener("click", () => document.getElementById("help").showModal());
  document.getElementById("theme-button").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("riveter-theme", root.dataset.theme); } catch { /* private windows */ }
  });
  try {
    const theme = localStorage.getItem("riveter-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* private windows */ }

  // Paper has everything: each view, and each finding. What a rule says stands there once, before its findings.
  // In the list of findings, the filters decide.
  function paper() {
    before = { ...state };
    if (state.view !== "findings") Object.assign(state, everything(), { view: before.view, outcomes: new Set() });
    select();
    const part = (name, title, content) => make("section", { class: "part", id: `paper-${name}` }, make("h2", { class: "title", text: title }), content);
    const full = shown.filter((index) => before.view === "findings" || findings[index].o !== "pass");
    const passed = shown.filter((index) => before.view !== "findings" && findings[index].o === "pass");
    const blocks = byRule(full.slice(0, PRINTED));
    if (full.length > PRINTED) blocks.push(make("p", { class: "empty", text: `${number(full.length - PRINTED)} more are not printed: narrow the filters.` }));
    if (!blocks.length) blocks.push(make("p", { class: "empty", text: "None." }));
    main.replaceChildren(...[
      part("overview", "Overview", [overview()].flat().filter(Boolean)),
      part("findings", "Findings", blocks),
      passed.length ? part("passed", "Passed", passing(passed.slice(0, PRINTED))) : "",
      passed.length > PRINTED ? make("p", { class: "empty", text: `${number(passed.length - PRINTED)} more that passed are not printed.` }) : "",
      part("rules", "Rules", [rulesView()]),
      part("compliance", "Compliance", [compliance()].flat()),
      part("input", "Input", [input()].flat().filter(Boolean)),
    ].filter(Boolean));
  }

  function byRule(indexes) {
    const described = new Set();
    const blocks = [];
    let last = null;
    let open = new Map();
    for (const index of indexes) {
      const finding = findings[index];
      const found = groupOf(index);
      if (found && found !== last && state.group !== "rule") { blocks.push(heading(found)); open = new Map(); }
      last = found;
      if (!open.has(finding.r)) {
        open.set(finding.r, block(rules[finding.r], described.has(finding.r)));
        described.add(finding.r);
        blocks.push(open.get(finding.r));
      }
      open.get(finding.r).append(brief(finding, rules[finding.r]));
    }
    return blocks;
  }

  function block(rule, again) {
    const head = make("h3", { class: "head" }, severity(rule), make("span", { class: "name", text: rule.name }), make("code", { class: "soft", text: again ? `${rule.id} (see above)` : rule.id }));
    if (again) return make("section", { class: "rule" }, head);
    return make("section", { class: "rule" }, head, rule.message && prose(rule.message),
      rule.remediation && make("div", { class: "fix" }, make("strong", { text: "How to fix it" }), prose(rule.remediation)),
      facts([["Pack", rule.pack], ["Controls", controlsOf(rule).join(", ")]], rule, ""));
  }

  function brief(finding, rule) {
    const near = `${finding.f}:${finding.l}:`;
    const marked = (lines) => { const found = lines.filter((line) => line[2].trim()); return code(found.length ? found : lines); };
    const source = (one) => [one.l && !one.l.startsWith(near) && make("p", { class: "mono", text: one.l }), one.x !== undefined && marked(excerpts[one.x])];
    const more = [...suppression(finding), ["Fingerprint", finding.fp]].filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`);
    return make("article", { class: `finding ${finding.o}` }, make("p", { class: "line" }, badge(finding), " ", where(finding)),
      make("div", { class: "body" }, finding.m && finding.m !== rule.message && make("p", {}, spans(finding.m)), reasons(finding, source),
        more.length > 0 && make("p", { class: "soft small", text: more.join(" · ") })));
  }

  function passing(indexes) {
    const found = new Map();
    for (const index of indexes) {
      const { r, a } = findings[index];
      if (!found.has(r)) found.set(r, []);
      found.get(r).push(a);
    }
    return [...found].map(([rule, addresses]) => make("p", {}, make("strong", { text: `${rules[rule].name}: ` }), make("code", { text: addresses.join(", ") })));
  }
  window.addEventListener("beforeprint", paper);
  window.addEventListener("afterprint", () => { if (before) { Object.assign(state, before); before = null; show(); } });
  window.addEventListener("hashchange", () => { recall(); show(); });

  recall();
  show();
})();
