(function () {
  'use strict';
  // The page is complete without this: it only filters, sorts and opens.
  var tools = document.getElementById('tools');
  if (!tools) return;
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var field = tools.elements, shown = document.getElementById('shown'), none = document.getElementById('none');
  var groups = all('.cat'), rows = all('.c'), rank = ['unmet', 'unknown', 'warning', 'met', 'na'];
  var key = '#filter:';

  rows.forEach(function (row, i) {
    row.place = i;
    row.group = row.closest('.cat');
    row.words = row.textContent.toLowerCase();
  });

  function filter() {
    var outcomes = all('input[name=o]:checked', tools).map(function (box) { return box.value; });
    var words = field.q.value.toLowerCase().split(/\s+/).filter(Boolean), hits = 0;
    rows.forEach(function (row) {
      var hit = (!outcomes.length || outcomes.indexOf(row.dataset.o) >= 0) &&
        (!field.cat.value || row.group.dataset.cat === field.cat.value) &&
        (!field.owner || !field.owner.value || row.dataset.owner === field.owner.value) &&
        words.every(function (word) { return row.words.indexOf(word) >= 0; });
      if (row.hidden === hit) row.hidden = !hit;
      if (hit) hits++;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector('.c:not([hidden])'); });
    none.hidden = hits > 0;
    shown.textContent = hits + ' of ' + rows.length + ' criteria';
  }

  function sort() {
    var by = field.sort.value;
    groups.forEach(function (group) {
      all('.c', group).sort(function (a, b) {
        var d = 0;
        if (by === 'worst') d = rank.indexOf(a.dataset.o) - rank.indexOf(b.dataset.o);
        if (by === 'share') d = (parseFloat(b.dataset.share) || 0) - (parseFloat(a.dataset.share) || 0);
        return d || a.place - b.place;
      }).forEach(function (row) { group.appendChild(row); });
    });
  }

  function save() {
    var state = [];
    var outcomes = all('input[name=o]:checked', tools).map(function (box) { return box.value; });
    if (outcomes.length) state.push('outcome=' + outcomes.join(','));
    ['q', 'cat', 'owner', 'sort'].forEach(function (name) {
      if (field[name] && field[name].value) state.push(name + '=' + encodeURIComponent(field[name].value));
    });
    try { history.replaceState(null, '', state.length ? key + state.join(';') : location.pathname + location.search); } catch (e) { /* some viewers forbid it */ }
  }

  function load() {
    if (location.hash.indexOf(key) !== 0) return;
    location.hash.slice(key.length).split(';').forEach(function (part) {
      var at = part.indexOf('='), name = part.slice(0, at), value = part.slice(at + 1);
      try { value = decodeURIComponent(value); } catch (e) { return; }
      if (name === 'outcome') {
        all('input[name=o]', tools).forEach(function (box) { box.checked = value.split(',').indexOf(box.value) >= 0; });
      } else if (['q', 'cat', 'owner', 'sort'].indexOf(name) >= 0 && field[name]) {
        field[name].value = value;
      }
    });
  }

  function reveal() {
    if (!location.hash || location.hash.indexOf(key) === 0) return;
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    var target = document.getElementById(id), row = target && target.closest('.c');
    if (!row) return;
    row.hidden = row.group.hidden = false;
    row.open = true;
    target.scrollIntoView();
  }

  function change() { sort(); filter(); save(); }

  tools.addEventListener('input', function () { filter(); save(); });
  tools.addEventListener('change', change);
  tools.addEventListener('submit', function (event) { event.preventDefault(); });
  tools.addEventListener('reset', function () { setTimeout(change); });
  document.getElementById('all').addEventListener('click', function () {
    var visible = rows.filter(function (row) { return !row.hidden && row.tagName === 'DETAILS'; });
    var open = !visible.every(function (row) { return row.open; });
    visible.forEach(function (row) { row.open = open; });
    this.textContent = open ? 'Close all' : 'Open all';
  });
  window.addEventListener('hashchange', reveal);
  tools.hidden = false;
  load();
  sort();
  filter();
  reveal();
})();
