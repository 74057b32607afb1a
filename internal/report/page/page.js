(function () {
  'use strict';
  // The page is complete without this: it only filters, sorts and opens.
  var tools = document.getElementById('tools');
  if (!tools) return;
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var field = tools.elements, shown = document.getElementById('shown'), none = document.getElementById('none');
  var rows = all('.c'), rank = ['unmet', 'unknown', 'warning', 'met', 'na'];
  var key = '#filter:', sorted = '';

  // Rows lie in bins, which the browser draws or leaves undrawn as a whole.
  var groups = all('.cat').map(function (element) {
    return { element: element, id: element.dataset.cat, rows: all('.c', element), bins: all('.bin', element) };
  });
  groups.forEach(function (group) {
    group.size = Math.ceil(group.rows.length / group.bins.length);
    group.rows.forEach(function (row, i) { row.place = i; row.group = group; });
  });

  // fill says how many rows of a bin are shown, for one that is not drawn yet.
  var lazy = document.querySelector('.many');
  function fill(group, i, n) {
    group.bins[i].hidden = n === 0;
    if (lazy) group.bins[i].style.containIntrinsicHeight = 2.4 * n + 'rem';
  }

  function words(row) {
    if (row.words === undefined) row.words = row.textContent.toLowerCase();
    return row.words;
  }

  function chosen() {
    return all('input[name=o]:checked', tools).map(function (box) { return box.value; });
  }

  function filter() {
    var outcomes = chosen(), hits = 0;
    var wanted = field.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    groups.forEach(function (group) {
      var found = new Array(group.bins.length).fill(0);
      group.rows.forEach(function (row, i) {
        var hit = (!outcomes.length || outcomes.indexOf(row.dataset.o) >= 0) &&
          (!field.changed || !field.changed.checked || row.dataset.changed !== undefined) &&
          (!field.cat.value || group.id === field.cat.value) &&
          (!field.owner || !field.owner.value || row.dataset.owner === field.owner.value) &&
          wanted.every(function (word) { return words(row).indexOf(word) >= 0; });
        if (row.hidden === hit) row.hidden = !hit;
        if (hit) found[Math.floor(i / group.size)]++;
      });
      var sum = 0;
      found.forEach(function (n, i) {
        fill(group, i, n);
        sum += n;
      });
      group.element.hidden = sum === 0;
      hits += sum;
    });
    none.hidden = hits > 0;
    shown.textContent = hits + ' of ' + rows.length + ' criteria';
  }

  function sort() {
    var by = field.sort.value;
    if (by === sorted) return;
    sorted = by;
    groups.forEach(function (group) {
      group.rows.sort(function (a, b) {
        var d = 0;
        if (by === 'worst') d = rank.indexOf(a.dataset.o) - rank.indexOf(b.dataset.o);
        if (by === 'share') d = (parseFloat(b.dataset.share) || 0) - (parseFloat(a.dataset.share) || 0);
        return d || a.place - b.place;
      }).forEach(function (row, i) { group.bins[Math.floor(i / group.size)].appendChild(row); });
    });
  }

  function save() {
    var state = [], outcomes = chosen();
    if (outcomes.length) state.push('outcome=' + outcomes.join(','));
    if (field.changed && field.changed.checked) state.push('changed=yes');
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
      } else if (name === 'changed' && field.changed) {
        field.changed.checked = value === 'yes';
      } else if (['q', 'cat', 'owner', 'sort'].indexOf(name) >= 0 && field[name]) {
        field[name].value = value;
      }
    });
    sort();
    filter();
  }

  function reveal() {
    if (!location.hash || location.hash.indexOf(key) === 0) return;
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    var target = document.getElementById(id), row = target && target.closest('.c');
    if (!row) return;
    row.hidden = row.parentNode.hidden = row.group.element.hidden = false;
    row.open = true;
    target.scrollIntoView();
  }

  function change() { sort(); filter(); save(); }

  tools.addEventListener('input', change);
  tools.addEventListener('submit', function (event) { event.preventDefault(); });
  tools.addEventListener('reset', function () { setTimeout(function () { change(); field.q.focus(); }); });
  document.getElementById('all').addEventListener('click', function () {
    var visible = rows.filter(function (row) { return !row.hidden && row.tagName === 'DETAILS'; });
    var open = !visible.every(function (row) { return row.open; });
    visible.forEach(function (row) { row.open = open; });
    this.textContent = open ? 'Close all' : 'Open all';
  });
  window.addEventListener('hashchange', reveal);
  groups.forEach(function (group) {
    group.bins.forEach(function (bin, i) { fill(group, i, Math.min(group.size, group.rows.length - i * group.size)); });
  });
  (window.requestIdleCallback || setTimeout)(function () { rows.forEach(words); });
  shown.textContent = rows.length + ' of ' + rows.length + ' criteria';
  tools.hidden = false;
  load();
  reveal();
})();
