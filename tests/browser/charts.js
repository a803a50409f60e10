/* SPDX-License-Identifier: Apache-2.0 */
/* Charts are images that say what they show; what they draw stands in them, and has its
   numbers in a table of the same section. */
(function () {
  var wrong = [];
  var charts = Array.from(document.querySelectorAll('svg.chart'));
  charts.forEach(function (chart) {
    var name = chart.getAttribute('aria-labelledby');
    if (chart.getAttribute('role') !== 'img') wrong.push(name + ' is no image');
    name.split(' ').forEach(function (id) {
      var told = document.getElementById(id);
      if (!told || !told.textContent.trim()) wrong.push(name + ' says nothing');
    });
    var section = chart.closest('section');
    if (section && !section.querySelector('table')) wrong.push(name + ' has no table');
    var box = chart.getBoundingClientRect();
    if (box.width < 200 || box.height < 10) wrong.push(name + ' is too small');
    chart.querySelectorAll('rect.bar, circle, .whisker, .overall').forEach(function (mark) {
      var at = mark.getBoundingClientRect();
      if (at.left < box.left - 8 || at.right > box.right + 8 || at.top < box.top - 8 ||
          at.bottom > box.bottom + 8 || isNaN(at.left))
        wrong.push(name + ' draws a ' + mark.localName + ' outside of itself');
    });
  });
  /* However long a name is, its row's value can be read beside it. */
  document.querySelectorAll('.rows').forEach(function (rows) {
    var names = rows.querySelectorAll('.names > *');
    var values = rows.querySelectorAll('.values text');
    if (!names.length || names.length !== values.length)
      wrong.push(names.length + ' names, ' + values.length + ' values');
    names.forEach(function (name, i) {
      name.textContent = name.textContent + ' ' + 'm'.repeat(200);
      var box = name.getBoundingClientRect();
      var value = values[i].getBoundingClientRect();
      if (box.right > value.left)
        wrong.push('the name of row ' + i + ' runs into its value');
      if (Math.abs(box.top + box.bottom - value.top - value.bottom) > 8)
        wrong.push('the name of row ' + i + ' does not stand beside its value');
    });
  });
  if (charts.length < 6) wrong.push('there are ' + charts.length + ' charts');
  return wrong.join('\n');
})()
