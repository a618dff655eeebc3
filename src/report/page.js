// Draws every figure from the specification beside it and opens the folded boxes for printing.
(function () {
  'use strict';

  function save(view, kind, name) {
    view.toImageURL(kind, kind === 'png' ? 3 : 1).then(function (url) {
      const link = document.createElement('a');
      link.href = url;
      link.download = name + '.' + kind;
      link.click();
    });
  }

  function offer_downloads(chart, view, name) {
    const row = document.createElement('p');
    row.className = 'downloads';
    for (const kind of ['svg', 'png']) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = kind.toUpperCase();
      button.setAttribute('aria-label', 'Download this figure as ' + kind.toUpperCase());
      button.addEventListener('click', function () { save(view, kind, name); });
      row.append(button);
    }
    chart.parentElement.append(row);
  }

  // The interpreter (ast) needs no eval, which the page's policy forbids. The page's style has what vega-embed and
  // its tooltip would add.
  const options = {
    renderer: 'svg', ast: true, actions: false, defaultStyle: false, tooltip: { disableDefaultStyle: true },
  };
  for (const script of document.querySelectorAll('script[data-figure]')) {
    const chart = script.previousElementSibling;
    window.vegaEmbed(chart, JSON.parse(script.textContent), options).then(
        function (result) { offer_downloads(chart, result.view, script.dataset.figure); },
        function (error) { chart.textContent = 'This figure could not be drawn: ' + error.message; });
  }

  const folded = [];
  window.addEventListener('beforeprint', function () {
    for (const box of document.querySelectorAll('details:not([open])')) {
      box.open = true;
      folded.push(box);
    }
  });
  window.addEventListener('afterprint', function () {
    for (const box of folded.splice(0)) box.open = false;
  });
})();
