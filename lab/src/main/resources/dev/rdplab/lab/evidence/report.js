'use strict';
// Everything can be read without this: it filters the summary, opens a case, copies a command, and shows the bytes of a message.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);

  function filter() {
    let shown = 0;
    const rows = document.querySelectorAll('table.summary tbody tr');
    for (const row of rows) {
      const hit = (!byId('filter-stage').value || row.dataset.stage === byId('filter-stage').value)
        && (!byId('filter-ending').value || row.dataset.ending === byId('filter-ending').value)
        && (!byId('filter-wrong').checked || row.dataset.wrong === 'true') && row.textContent.toLowerCase().includes(byId('filter-text').value.toLowerCase());
      row.hidden = byId('case-' + (+row.dataset.case + 1)).hidden = !hit;
      shown += hit;
    }
    byId('count').textContent = `${shown} of ${rows.length} shown`;
  }
  const filters = byId('filters');
  if (filters) {
    filters.hidden = false;
    filters.addEventListener('input', filter);
    filters.addEventListener('submit', e => e.preventDefault());
    filter();
  }

  function show() {
    const target = byId(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') { target.open = true; target.scrollIntoView(); }
  }
  addEventListener('hashchange', show);
  show();

  for (const place of document.querySelectorAll('.replay')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => navigator.clipboard.writeText(place.querySelector('code').textContent)
      .then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Select it by hand'; }));
    place.append(button);
  }

  function hex(event) {
    const digits = event.bytes.match(/../g);
    const lines = [];
    for (let i = 0; i < digits.length; i += 16) {
      const part = digits.slice(i, i + 16);
      const ascii = part.map(d => { const n = parseInt(d, 16); return n > 31 && n < 127 ? String.fromCharCode(n) : '.'; }).join('');
      lines.push(i.toString(16).padStart(4, '0') + '  ' + part.join(' ').padEnd(47) + '  ' + ascii);
    }
    if (event.length > digits.length) lines.push(`… ${event.length - digits.length} bytes more`);
    return lines.join('\n');
  }
  for (const arrow of document.querySelectorAll('.arrow[data-event]')) {
    const number = +arrow.closest('[id^=case-]').id.slice(5) - 1;
    const event = data.cases[number]?.transcripts[arrow.dataset.transcript]?.events[arrow.dataset.event];
    if (!event || !event.bytes) continue;
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(...arrow.childNodes);
    details.append(summary);
    details.addEventListener('toggle', () => {
      if (details.children.length > 1) return;
      const bytes = document.createElement('div');
      bytes.className = 'hex';
      bytes.tabIndex = 0;
      bytes.textContent = hex(event);
      details.append(bytes);
    });
    arrow.append(details);
  }
})();
