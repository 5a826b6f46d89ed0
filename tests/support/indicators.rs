//! Indicators in a hierarchy, as COINr's tables describe them, scored in parity mode: weighted means without mapping, thresholds by counts.

use std::collections::HashMap;

use miernik::engine::document::Better;
use miernik::engine::mean::{Mean, Part};
use miernik::engine::peer::{Column, Outranking};

use super::compared::Table;

/// One row of an `iMeta` table.
#[derive(Debug, Clone)]
pub struct Item {
    pub code: String,
    pub level: usize,
    pub parent: String,
    pub weight: f64,
    pub better: Better,
    /// Fixed goalposts, where the table has them.
    pub ends: Option<(f64, f64)>,
}

/// The rows of an `iMeta` table that belong to the hierarchy.
#[derive(Debug, Clone)]
pub struct Hierarchy {
    pub items: Vec<Item>,
}

/// By code, a value for each unit.
pub type Values = HashMap<String, Vec<Option<f64>>>;

/// How one level is made of the one below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    Mean(Mean),
    Copeland,
}

impl Hierarchy {
    pub fn read(name: &str) -> Self {
        let table = Table::read(name);
        let at = |column: &str| table.at(column);
        let (level, code, direction, weight, parent) =
            (at("Level").unwrap(), at("iCode").unwrap(), at("Direction").unwrap(), at("Weight").unwrap(), at("Parent").unwrap());
        let item = |row: &Vec<String>| {
            let number = |column: Option<usize>| row[column?].parse::<f64>().ok();
            Some(Item {
                code: row[code].clone(),
                level: row[level].parse().ok()?,
                parent: row[parent].clone(),
                weight: row[weight].parse().ok()?,
                better: if row[direction] == "-1" { Better::Less } else { Better::More },
                ends: number(at("lo")).zip(number(at("hi"))),
            })
        };
        Self { items: table.rows.iter().filter_map(item).collect() }
    }

    pub fn of_level(&self, level: usize) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.level == level)
    }

    pub fn top(&self) -> usize {
        self.items.iter().map(|item| item.level).max().unwrap()
    }

    pub fn children<'h>(&'h self, parent: &'h str) -> Vec<&'h Item> {
        self.items.iter().filter(|item| item.parent == parent).collect()
    }

    /// The same with other weights, by code.
    pub fn weighed(&self, weight: impl Fn(&Item) -> f64) -> Self {
        Self { items: self.items.iter().map(|item| Item { weight: weight(item), ..item.clone() }).collect() }
    }

    /// The indicators of a table of data, as columns of which more is better.
    pub fn columns(&self, data: &Table) -> HashMap<String, Column> {
        let column = |item: &Item| {
            let column = Column::new(data.numbers(&item.code)).unwrap();
            if item.better == Better::Less { column.turned() } else { column }
        };
        self.of_level(1).map(|item| (item.code.clone(), column(item))).collect()
    }

    /// Every score of the hierarchy. `ways` and `least` (share of the children, by number, that must be there) run from level 2 upwards.
    pub fn scores(&self, normalised: &Values, ways: &[Way], least: &[f64]) -> Values {
        let mut values = normalised.clone();
        for level in 2..=self.top() {
            let (way, least) = (ways[level - 2], least[level - 2]);
            for item in self.of_level(level) {
                let children = self.children(&item.code);
                values.insert(item.code.clone(), combine(&children, &values, way, least));
            }
        }
        values
    }
}

fn combine(children: &[&Item], values: &Values, way: Way, least: f64) -> Vec<Option<f64>> {
    let units = values[&children[0].code].len();
    let Way::Mean(mean) = way else {
        let columns: Vec<Column> = children.iter().map(|child| Column::new(values[&child.code].clone()).unwrap()).collect();
        let weighed: Vec<_> = children.iter().map(|child| child.weight).zip(&columns).collect();
        return Outranking::new(&weighed, 0.0).unwrap().copeland().into_iter().map(|score| score.map(|score| score as f64)).collect();
    };
    let of_unit = |unit: usize| {
        let present = children.iter().filter_map(|child| Some(Part { weight: child.weight, value: values[&child.code][unit]? }));
        let parts: Vec<Part> = present.collect();
        if (parts.len() as f64) < least * children.len() as f64 - 1e-9 { None } else { mean.of_positive(&parts) }
    };
    (0..units).map(of_unit).collect()
}
