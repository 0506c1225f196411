"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  if (!("DecompressionStream" in window) || !window.vegaEmbed) {
    document.body.prepend("This browser is too old for the report. / Trình duyệt này quá cũ để mở báo cáo.");
    return;
  }
  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const inflate = async (base64) => {
    const stream = new Blob([bytes(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  const data = await inflate($("data").textContent);
  const rows = (table) => {
    const names = Object.keys(table);
    return table[names[0]].map((_, i) => Object.fromEntries(names.map((name) => [name, table[name][i]])));
  };
  const awards = rows(data.awards).reverse();
  const events = rows(data.events);
  const articles = new Map(rows(data.articles).map((article) => [article.article_id, article]));
  const campaigns = rows(data.campaigns);
  let texts = null;

  const year = (period) => (period || "").slice(0, 4);
  const events_by_id = new Map(events.map((event) => [event.event_id, event]));
  for (const row of awards) {
    const article = articles.get(row.article_id) || {};
    row.year = year((events_by_id.get(row.event_id) || {}).period);
    row.hay = fold([row.award_label, row.recipient_name, row.recipient_text, row.authority, row.province_2025, row.decision,
      article.title, article.site_name, article.source, row.evidence].join(" "));
  }
  for (const event of events) event.year = year(event.period);

  function fold(text) {
    return (text || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  // --- language and filters
  const state = { language: "vi", search: "", shown: 50, sort: "published_at", down: true,
    province_2025: "", award: "", authority_level: "", recipient_kind: "", year: "", status: "conferred", scope: "occasion" };
  try { if (!(navigator.language || "vi").startsWith("vi")) state.language = "en"; } catch { /* stays Vietnamese */ }
  const word = (name) => data.words[state.language][name] || name;
  const value_word = (name) => data.words[state.language].v[name] || name;
  const number = (value) => value.toLocaleString(state.language === "vi" ? "vi-VN" : "en-GB");
  const fields = ["province_2025", "award", "authority_level", "recipient_kind", "year", "status", "scope"];
  const labels = new Map(rows(data.summary).map((row) => [row.award, row.award_label]));

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") made.className = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  const passes = (row, but = "") => fields.every((name) => name === but || !state[name] || (row[name] || "?") === state[name]);
  const worth = (event) => (event.recipient_name ? 1 : event.count || 0);
  const counted = events.filter((event) => !event.part_of_event);

  function options(field) {
    const found = new Map();
    for (const event of counted) if (passes(event, field)) found.set(event[field] || "?", (found.get(event[field] || "?") || 0) + 1);
    if (state[field] && !found.has(state[field])) found.set(state[field], 0);
    const text = (key) => (key === "?" ? word("unknown") : field === "award" ? labels.get(key) || key
      : field === "province_2025" || field === "year" ? key : value_word(key));
    return [...found].map(([key, n]) => [key, text(key), n])
      .sort((a, b) => (field === "year" ? b[0].localeCompare(a[0]) : a[1].localeCompare(b[1], "vi")));
  }

  function draw_filters() {
    const form = $("filters");
    const focused = document.activeElement && document.activeElement.id;
    form.replaceChildren(element("label", { class: "search" }, word("search"),
      element("input", { type: "search", id: "f-search", placeholder: word("search_hint"), value: state.search,
        oninput: (event) => { state.search = event.target.value; state.shown = 50; draw_table(); } })));
    for (const field of fields) {
      const select = element("select", { id: `f-${field}`, onchange: (event) => { state[field] = event.target.value; state.shown = 50; draw(); } },
        element("option", { value: "" }, word("all")));
      for (const [key, text, n] of options(field)) {
        const option = element("option", { value: key }, `${text} (${number(n)})`);
        option.selected = state[field] === key;
        select.append(option);
      }
      form.append(element("label", {}, word(field === "province_2025" ? "province" : field), select));
    }
    form.append(element("button", { type: "button", id: "f-reset", onclick: () => {
      for (const field of fields) state[field] = "";
      Object.assign(state, { status: "conferred", scope: "occasion", search: "", shown: 50 });
      draw();
    } }, word("reset")));
    form.onsubmit = (event) => event.preventDefault();
    if (focused && $(focused)) $(focused).focus();
  }

  function draw_totals(selected) {
    const total = selected.reduce((sum, event) => sum + worth(event), 0);
    const of_awards = awards.filter((row) => passes(row));
    const here = new Set(of_awards.map((row) => row.article_id));
    const everything = fields.every((field) => !state[field]);
    const facts = [["t_number", total], ["t_events", selected.length],
      ["t_rows", everything ? data.all.awards : of_awards.length], ["t_articles", everything ? data.all.articles : here.size],
      ["t_provinces", new Set(selected.map((event) => event.province_2025).filter(Boolean)).size]];
    $("totals").replaceChildren(...facts.map(([name, value]) =>
      element("div", { id: name, "data-value": value }, element("b", {}, number(value)), element("span", {}, word(name)))));
  }

  function draw_tiles() {
    const totals = new Map();
    for (const event of counted) {
      if (passes(event, "province_2025")) totals.set(event.province_2025, (totals.get(event.province_2025) || 0) + worth(event));
    }
    const most = Math.max(1, ...Object.keys(data.tiles).map((name) => totals.get(name) || 0));
    $("tiles").replaceChildren(...Object.entries(data.tiles).sort((a, b) => a[1][1] - b[1][1] || a[1][0] - b[1][0]).map(([name, [column, row]]) => {
      const value = totals.get(name) || 0;
      const strength = value ? 0.15 + 0.85 * Math.sqrt(value / most) : 0;
      const button = element("button", { type: "button", "data-province": name, "data-value": value, "aria-pressed": String(state.province_2025 === name),
        title: `${name}: ${number(value)}`, onclick: () => { state.province_2025 = state.province_2025 === name ? "" : name; draw();
          document.querySelector(`#tiles button[data-province="${name}"]`).focus(); } },
        name, element("b", {}, value ? number(value) : "–"));
      button.style.gridColumn = column + 1;
      button.style.gridRow = row + 1;
      button.style.background = value ? `color-mix(in oklab, #a8201a ${Math.round(strength * 100)}%, #fbe9d0)` : "var(--paper)";
      button.style.color = value ? (strength > 0.62 ? "#fff" : "#1d2733") : "var(--soft)";
      return button;
    }));
  }

  // --- charts
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#e8ecf1" : "#1d2733";
  const config = { font: "system-ui, sans-serif", background: null, view: { stroke: null },
    axis: { labelColor: ink, titleColor: ink, gridColor: dark ? "#37424f" : "#e6eaee", domain: false, ticks: false, labelLimit: 190, titleFontWeight: "normal" },
    legend: { labelColor: ink, titleColor: ink, orient: "bottom", columns: 3, labelLimit: 130 } };
  const palette = ["#a8201a", "#f2b134", "#2a7f8e", "#7a6cae", "#5b8c3a", "#c76d2e", "#4b5d73", "#b58ab0", "#93a1ad", "#333"];
  const kinds = ["collective", "individual", "household", "mixed", "?"];
  const levels = ["state", "government", "ministry", "province", "department", "district", "commune", "enterprise", "foreign", "other", "?"];
  const show = (key) => (key === "?" ? word("unknown") : value_word(key));

  function group(list, keys, amount) {
    const found = new Map();
    for (const item of list) {
      const values = keys.map((key) => item[key] || "?");
      const name = values.join("\u0001");
      if (!found.has(name)) found.set(name, Object.fromEntries([...keys.map((key, i) => [key, values[i]]), ["n", 0]]));
      found.get(name).n += amount(item);
    }
    return [...found.values()].filter((item) => item.n > 0);
  }

  function chart(id, spec, values, label) {
    const place = $(id);
    if (!values.length) { place.replaceChildren(element("p", { class: "note" }, word("none"))); return Promise.resolve(); }
    const full = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: "container",
      description: label, data: { values }, config, ...spec };
    return vegaEmbed(place, full, { actions: false, logLevel: 1, renderer: "svg", tooltip: { theme: dark ? "dark" : "light" } }).catch((error) => {
      place.replaceChildren(element("p", { class: "note" }, String(error)));
    });
  }

  const colour = (field, domain, title) => ({ field, type: "nominal", title, scale: { domain: domain.map(show), range: palette.slice(0, domain.length) } });

  function draw_charts(selected) {
    const n = { field: "n", type: "quantitative", title: word("number_axis"), axis: { tickCount: 4, format: "~s" } };
    const by_year = group(selected.filter((event) => event.year), ["year", "recipient_kind"], worth).map((item) => ({ ...item, kind: show(item.recipient_kind) }));
    const present = (list, field, domain) => domain.filter((key) => list.some((item) => item[field] === key));
    const jobs = [];
    jobs.push(chart("time", { height: 190, mark: "bar", encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0, labelOverlap: true } },
      y: n, color: colour("kind", present(by_year, "recipient_kind", kinds), null), tooltip: [{ field: "year", title: word("year") }, { field: "kind", title: word("recipient_kind") }, { field: "n", title: word("number_axis") }] } }, by_year, word("time")));
    const by_level = group(selected, ["authority_level", "recipient_kind"], worth).map((item) => ({ ...item, level: show(item.authority_level), kind: show(item.recipient_kind) }));
    jobs.push(chart("levels", { height: { step: 24 }, mark: "bar", encoding: { y: { field: "level", type: "nominal", title: null, sort: present(by_level, "authority_level", levels).map(show) },
      x: n, color: colour("kind", present(by_level, "recipient_kind", kinds), null), tooltip: [{ field: "level", title: word("authority_level") }, { field: "kind", title: word("recipient_kind") }, { field: "n", title: word("number_axis") }] } }, by_level, word("levels")));
    const totals = group(selected, ["award"], worth).sort((a, b) => b.n - a.n).slice(0, 14).map((item) => item.award);
    const by_award = group(selected.filter((event) => totals.includes(event.award)), ["award", "recipient_kind"], worth)
      .map((item) => ({ ...item, label: labels.get(item.award) || item.award, kind: show(item.recipient_kind) }));
    jobs.push(chart("kinds", { height: { step: 22 }, mark: "bar", encoding: { y: { field: "label", type: "nominal", title: null, sort: totals.map((award) => labels.get(award) || award) },
      x: n, color: colour("kind", present(by_award, "recipient_kind", kinds), null), order: { field: "n", sort: "descending" },
      tooltip: [{ field: "label", title: word("award") }, { field: "kind", title: word("recipient_kind") }, { field: "n", title: word("number_axis") }] } }, by_award, word("kinds")));
    return Promise.all([...jobs, ...draw_campaigns()]);
  }

  function draw_campaigns() {
    const named = new Map();
    const seen = new Map();
    for (const item of campaigns) {
      const article = articles.get(item.article_id) || {};
      if (state.province_2025 && (article.province_2025 || "?") !== state.province_2025) continue;
      const when = year(article.published_at);
      if (state.year && when !== state.year) continue;
      if (item.canonical_name || !named.has(item.campaign_id)) named.set(item.campaign_id, item.canonical_name || item.name);
      const key = `${item.campaign_id}\u0001${when}`;
      if (!seen.has(key)) seen.set(key, { id: item.campaign_id, year: when, articles: new Set() });
      seen.get(key).articles.add(item.article_id);
    }
    const per_year = [...seen.values()].map((item) => ({ id: item.id, year: item.year, name: named.get(item.id), n: item.articles.size }));
    const totals = group(per_year, ["id", "name"], (item) => item.n).sort((a, b) => b.n - a.n || a.name.localeCompare(b.name, "vi")).slice(0, 12);
    const order = totals.map((item) => item.name);
    const y = { field: "name", type: "nominal", title: null, sort: order };
    const tooltip = [{ field: "name" }, { field: "n", title: word("articles_axis") }];
    return [
      chart("campaigns", { height: { step: 22 }, mark: { type: "bar", color: "#2a7f8e", cornerRadiusEnd: 2 }, encoding: { y,
        x: { field: "n", type: "quantitative", title: word("articles_axis"), axis: { tickMinStep: 1, format: "d" } }, tooltip } }, totals, word("campaigns")),
      chart("campaigns_time", { height: { step: 22 }, mark: { type: "circle", color: "#2a7f8e" }, encoding: { y,
        x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0, labelOverlap: true } },
        size: { field: "n", type: "quantitative", title: word("articles_axis"), scale: { range: [30, 320] }, legend: null },
        tooltip: [...tooltip, { field: "year", title: word("year") }] } }, per_year.filter((item) => order.includes(item.name) && item.year), word("campaigns_time")),
    ];
  }

  // --- table
  const columns = [["award", "award_label"], ["count", "count"], ["recipient", "recipient_name"], ["authority", "authority"],
    ["province", "province_2025"], ["period", "period"], ["date", "published_at"], ["article", "article_id"]];
  const amount = (row) => {
    if (row.recipient_name) return "1";
    if (row.count === null || row.count === undefined) return row.approx === "exact" || !row.approx ? "" : value_word(row.approx);
    return (row.approx && row.approx !== "exact" ? `${value_word(row.approx)} ` : "") + number(row.count);
  };
  const title_of = (row) => (row.award_label || row.award) + (row.grade ? ` (${row.grade})` : "");
  const day = (time) => { const [y, m, d] = (time || "").slice(0, 10).split("-"); return d ? `${d}/${m}/${y}` : time || ""; };

  function matching() {
    const words = fold(state.search).split(/\s+/).filter(Boolean);
    const found = awards.filter((row) => passes(row) && words.every((one) => row.hay.includes(one)));
    const key = state.sort;
    const rank = (row) => (key === "count" ? (row.recipient_name ? 1 : row.count ?? -1) : key === "article_id" ? (articles.get(row.article_id) || {}).title || "" : row[key] || "");
    found.sort((a, b) => { const x = rank(a), y = rank(b); return (x < y ? -1 : x > y ? 1 : 0) * (state.down ? -1 : 1); });
    return found;
  }

  function draw_table() {
    $("columns").replaceChildren(...columns.map(([name, field]) => element("th", { scope: "col", class: name === "count" ? "n" : "",
      "aria-sort": state.sort === field ? (state.down ? "descending" : "ascending") : "none" },
      element("button", { type: "button", onclick: () => { state.down = state.sort === field ? !state.down : name === "date" || name === "count"; state.sort = field; draw_table(); } },
        word(name) + (state.sort === field ? (state.down ? " ↓" : " ↑") : "")))));
    const found = matching();
    const cell = (name, ...content) => element("td", { "data-label": word(name), class: name === "count" ? "n" : "" }, ...content);
    $("body").replaceChildren(...found.slice(0, state.shown).map((row) => {
      const article = articles.get(row.article_id) || {};
      return element("tr", { "data-award": row.award_id, onclick: () => open_article(row) },
        element("td", {}, element("button", { type: "button" }, title_of(row)),
          row.status !== "conferred" ? element("span", { class: "tag warn" }, value_word(row.status)) : null,
          row.scope !== "occasion" ? element("span", { class: "tag" }, value_word(row.scope)) : null,
          row.part_of_event ? element("span", { class: "tag" }, word("part")) : null),
        cell("count", amount(row)), cell("recipient", row.recipient_name || row.recipient_text || (row.recipient_kind ? value_word(row.recipient_kind) : "")),
        cell("authority", row.authority || (row.authority_level ? value_word(row.authority_level) : "")), cell("province", row.province_2025 || ""),
        cell("period", row.period || ""), cell("date", day(row.published_at)), cell("article", article.title || article.url || ""));
    }));
    $("shown").textContent = word("shown").replace("{0}", number(Math.min(state.shown, found.length))).replace("{1}", number(found.length));
    $("shown").dataset.value = found.length;
    $("empty").hidden = found.length > 0;
    $("more").hidden = found.length <= state.shown;
  }
  $("more").addEventListener("click", () => {
    const first = state.shown;
    state.shown += 200;
    draw_table();
    const next = $("body").rows[first];
    if (next) next.querySelector("button").focus();
  });

  // --- article
  async function open_article(row) {
    const article = articles.get(row.article_id) || {};
    const mine = awards.filter((other) => other.article_id === row.article_id).sort((a, b) => a.char_start - b.char_start || a.char_end - b.char_end);
    $("article-title").textContent = article.title || article.url || row.article_id;
    $("article-facts").textContent = [article.site_name || article.source, day(article.published_at), row.province_2025, article.same_as ? word("copy_of") : ""].filter(Boolean).join(" · ");
    const link = $("article-link");
    const web = /^https?:\/\//i.test(article.url || "");
    link.hidden = !web;
    if (web) link.href = article.url; else link.removeAttribute("href");
    $("article-rows").replaceChildren(...mine.map((other) => element("li", {}, element("button", { type: "button", onclick: () => mark(other) },
      `${title_of(other)}: ${amount(other)} ${other.recipient_name || other.recipient_text || ""}`.trim()),
      other.checks ? element("span", { class: "tag warn" }, `${word("checks")}: ${other.checks}`) : null,
      element("span", { class: "tag" }, `${word("confidence")} ${other.confidence}`))));
    $("article-text").textContent = word("loading");
    if (!$("article").open) $("article").showModal();
    texts = texts || JSON.parse($("texts").textContent);
    const packed = texts[row.article_id];
    if (!packed) { $("article-text").textContent = `${word("no_text")}\n\n${word("evidence")}: ${row.evidence}`; return; }
    const read = await inflate(packed);
    draw_text(read, mine);
    mark(row);
  }

  function draw_text(read, mine) {
    const points = Array.from(read.text); // offsets count code points
    const cuts = new Set([0, points.length]);
    const spans = [];
    const add = (kind, name, start, end) => { if (start < end && end <= points.length) { spans.push({ kind, name, start, end }); cuts.add(start).add(end); } };
    for (const [kind, start, end] of read.blocks) if (kind === "noise" || kind === "title") add("block", kind, start, end);
    for (const [label, start, end] of read.spans) add("span", label, start, end);
    for (const row of mine) add("row", row.award_id, row.char_start, row.char_end);
    const order = [...cuts].sort((a, b) => a - b);
    $("article-text").replaceChildren(...order.slice(0, -1).map((start, i) => {
      const end = order[i + 1];
      const over = spans.filter((span) => span.start <= start && span.end >= end);
      let node = document.createTextNode(points.slice(start, end).join(""));
      for (const span of over.filter((one) => one.kind === "span")) node = element("u", { class: span.name, title: span.name }, node);
      const of_rows = over.filter((one) => one.kind === "row").map((one) => one.name);
      if (of_rows.length) node = element("mark", { "data-rows": of_rows.join(" ") }, node);
      for (const span of over.filter((one) => one.kind === "block")) node = element("span", { class: span.name }, node);
      return node;
    }));
  }

  function mark(row) {
    let first = null;
    for (const node of $("article-text").querySelectorAll("mark")) {
      const now = node.dataset.rows.split(" ").includes(row.award_id);
      node.classList.toggle("now", now);
      if (now && !first) first = node;
    }
    if (first) first.scrollIntoView({ block: "center" });
  }
  $("close").addEventListener("click", () => $("article").close());
  $("article").addEventListener("click", (event) => { if (event.target === $("article")) $("article").close(); });

  // --- all together
  let drawing = Promise.resolve();
  function draw() {
    const selected = counted.filter((event) => passes(event));
    draw_filters();
    draw_totals(selected);
    draw_tiles();
    draw_table();
    drawing = drawing.then(() => draw_charts(selected)).then(() => { document.body.dataset.ready = "true"; });
  }
  function speak() {
    document.documentElement.lang = state.language;
    document.title = word("title");
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
    const listed = awards.length < data.all.awards ? ` ${word("limited").replace("{0}", number(awards.length)).replace("{1}", number(data.all.awards))}` : "";
    $("about").textContent = `khenthuong ${data.version}.${listed}`;
    draw();
  }
  $("language").addEventListener("click", () => { state.language = state.language === "vi" ? "en" : "vi"; speak(); });
  speak();
})();
