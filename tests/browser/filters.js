/* SPDX-License-Identifier: Apache-2.0 */
/* The findings of the plain page, filtered by level, rule, group and words. */
(async function () {
  var wrong = [];
  var form = document.getElementById('filters');
  var more = document.getElementById('more');
  var rows = Array.from(document.querySelectorAll('table.findings tbody tr'));

  function pause() {
    return new Promise(function (done) { setTimeout(done, 150); });
  }
  function shown() {
    return rows.filter(function (row) { return row.getClientRects().length > 0; });
  }
  function part(row, name) {
    return row.querySelector('[data-is=' + name + ']').textContent;
  }
  function expect(what, condition) {
    if (!condition)
      wrong.push(what + ': ' + shown().length + ' shown; ' +
        document.getElementById('shown').textContent);
  }
  function says(text) {
    return document.getElementById('shown').textContent.indexOf(text) >= 0;
  }
  async function choose(name, value) {
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event('change', {bubbles: true}));
    await pause();
  }
  async function write(words) {
    var input = form.querySelector('input');
    input.value = words;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await pause();
  }
  async function clear() {
    form.querySelector('button').click();
    await pause();
  }

  expect('the form', !form.hidden);
  expect('all', rows.length === 956 && shown().length === 100 && says('100 of 956'));
  more.children[0].click();
  expect('more', shown().length === 200);
  more.children[1].click();
  expect('everything', shown().length === 956 && more.hidden);

  await choose('rule', 'rule-2');
  expect('a rule', says('100 of 200') && shown().every(function (row) {
    return part(row, 'rule') === 'rule-2';
  }));
  await choose('group', 'Bob');
  expect('a rule of a group', says('50 of 50') && shown().every(function (row) {
    return part(row, 'rule') === 'rule-2' && part(row, 'group') === 'Bob';
  }));
  await write('WORD9  says');
  expect('words', shown().length > 0 && shown().every(function (row) {
    return row.textContent.indexOf('word9') >= 0 && part(row, 'group') === 'Bob';
  }));
  await write('no such words');
  expect('nothing', shown().length === 0 && says('0 of 0'));
  await clear();
  expect('cleared', shown().length === 100 && says('100 of 956'));
  await choose('level', 'warning');
  expect('a level', says('100 of 270') && shown().every(function (row) {
    return part(row, 'level') === 'warning';
  }));
  document.querySelector('#rules a[data-value="rule-6"]').click();
  await pause();
  expect('a link of the table of rules', says('of 86') && shown().every(function (row) {
    return part(row, 'rule') === 'rule-6';
  }));
  expect('its address', location.hash === '#findings');

  document.querySelector('table.findings thead button').click();
  expect('sorting keeps the filter', shown().every(function (row) {
    return part(row, 'rule') === 'rule-6';
  }));
  return wrong.join('\n');
})()
