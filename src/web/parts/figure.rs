//! A chart on a page: caption with its finding, one drawing for wide and one for narrow windows, and what says the same in figures.

use maud::{Markup, html};

use crate::chart::{Chart, ChartError, ChartTable};
use crate::web::parts::frame::drawn;
use crate::web::problem::Problem;

/// A drawing failed: a fault of the program.
pub(in crate::web) fn failed(error: &ChartError) -> Problem {
    Problem::Internal(error.to_string())
}

/// A figure: the drawing for wide windows, the one for narrow windows, and what stands below them.
pub(in crate::web) fn figure([wide, narrow]: [&Chart; 2], below: impl FnOnce(&ChartTable) -> Markup) -> Markup {
    html! {
        figure class="m-figure" {
            figcaption class="m-figure__caption" {
                strong class="m-figure__title" { (wide.title) }
                " " span class="m-figure__finding" { (wide.finding) }
            }
            div class="m-chart-wide" { (drawn(&wide.svg)) }
            div class="m-chart-narrow" { (drawn(&narrow.svg)) }
            (below(&wide.table))
        }
    }
}

/// The table of a chart behind a line that opens it.
pub(in crate::web) fn in_figures(summary: &str, id: &str, table: &ChartTable) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (summary) } }
            div class="govuk-details__text" {
                div class="m-scroll" role="region" aria-labelledby={ (id) "-table" } tabindex="0" {
                    table class="govuk-table" {
                        caption class="govuk-table__caption govuk-table__caption--s" id={ (id) "-table" } { (table.caption) }
                        thead class="govuk-table__head" {
                            tr class="govuk-table__row" {
                                @for (at, column) in table.columns.iter().enumerate() {
                                    th scope="col" class={ "govuk-table__header" @if at > 0 { " govuk-table__header--numeric" } } { (column) }
                                }
                            }
                        }
                        tbody class="govuk-table__body" {
                            @for row in &table.rows {
                                tr class="govuk-table__row" {
                                    @for (at, cell) in row.iter().enumerate() {
                                        @if at == 0 { th scope="row" class="govuk-table__header" { (cell) } }
                                        @else { td class="govuk-table__cell govuk-table__cell--numeric" { (cell) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
