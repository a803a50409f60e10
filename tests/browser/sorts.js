/* SPDX-License-Identifier: Apache-2.0 */
/* Each table sorts by each of its columns, both ways, and says so. */
(function () {
  var wrong = [];

  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute('data-v') ? Number(cell.dataset.v) : cell.textContent;
  }
  function isSorted(table, column, order) {
    var keys = Array.from(table.tBodies[0].rows, function (row) { return key(row, column); });
    return keys.every(function (value, i) {
      if (i === 0) return true;
      var before = order === 'ascending' ? keys[i - 1] : value;
      var after = order === 'ascending' ? value : keys[i - 1];
      return typeof before === 'number'
        ? before <= after : before.localeCompare(after, undefined, {numeric: true}) <= 0;
    });
  }
  function press(table, column) {
    var head = table.tHead.rows[0].cells[column];
    head.querySelector('button').click();
    var order = head.getAttribute('aria-sort');
    if (order !== 'ascending' && order !== 'descending')
      wrong.push(table.className + ' ' + column + ' has aria-sort ' + order);
    if (table.querySelectorAll('[aria-sort]').length !== 1)
      wrong.push(table.className + ' is sorted by several columns');
    if (!isSorted(table, column, order))
      wrong.push(table.className + ' is not ' + order + ' by ' + head.textContent);
    return order;
  }
  document.querySelectorAll('table.sortable').forEach(function (table) {
    var n = table.tBodies[0].rows.length;
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      if (press(table, column) === press(table, column))
        wrong.push(table.className + ' does not turn round by ' + head.textContent);
    });
    if (table.tBodies[0].rows.length !== n) wrong.push(table.className + ' lost rows');
  });
  if (document.querySelectorAll('table.sortable').length < 4) wrong.push('too few tables');
  return wrong.join('\n');
})()
