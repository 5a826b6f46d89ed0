//! The fixed lattice of groups that may be asked for: every combination of the attributes, with totals.

use std::collections::BTreeMap;

/// One group of municipalities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// For each attribute the category that is fixed; none: any.
    pub key: Vec<Option<usize>>,
    /// Positions of its municipalities, ascending.
    pub members: Vec<usize>,
}

/// Groups in the order in which they are considered: the whole, then by one attribute in the order of the attributes, then by two, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lattice {
    /// How many municipalities there are.
    pub cities: usize,
    /// The groups, none of them empty save the whole.
    pub groups: Vec<Group>,
    /// Each group with the parts into which one further attribute cuts it, by position in [`Lattice::groups`].
    pub partitions: Vec<(usize, Vec<usize>)>,
}

impl Lattice {
    /// The lattice of some attributes. `categories[attribute][city]` is the city's category, none if it has none there: then it is in no group that
    /// fixes this attribute.
    ///
    /// Returns `None` if the attributes do not have one entry for each city, or if there are more than four of them.
    pub fn new(cities: usize, categories: &[Vec<Option<usize>>]) -> Option<Self> {
        const MOST_ATTRIBUTES: usize = 4;
        if categories.len() > MOST_ATTRIBUTES || categories.iter().any(|of| of.len() != cities) {
            return None;
        }
        let mut groups = vec![Group { key: vec![None; categories.len()], members: (0..cities).collect() }];
        let mut choices: Vec<usize> = (1..1 << categories.len()).collect();
        // The first attribute is the lowest bit: it leads within the same number of attributes.
        choices.sort_by_key(|choice| (choice.count_ones(), *choice));
        for choice in choices {
            let mut found: BTreeMap<Vec<Option<usize>>, Vec<usize>> = BTreeMap::new();
            let fixed: Vec<usize> = (0..categories.len()).filter(|attribute| choice >> attribute & 1 == 1).collect();
            for city in (0..cities).filter(|city| fixed.iter().all(|attribute| categories[*attribute][*city].is_some())) {
                let key = (0..categories.len()).map(|attribute| categories[attribute][city].filter(|_| fixed.contains(&attribute)));
                found.entry(key.collect()).or_default().push(city);
            }
            groups.extend(found.into_iter().map(|(key, members)| Group { key, members }));
        }
        let partitions = partitions(&groups, categories.len());
        Some(Self { cities, groups, partitions })
    }

    /// The position of the group with a key.
    pub fn position(&self, key: &[Option<usize>]) -> Option<usize> {
        self.groups.iter().position(|group| group.key == key)
    }
}

fn partitions(groups: &[Group], attributes: usize) -> Vec<(usize, Vec<usize>)> {
    let mut parts: BTreeMap<(Vec<Option<usize>>, usize), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for attribute in (0..attributes).filter(|attribute| group.key[*attribute].is_some()) {
            let mut whole = group.key.clone();
            whole[attribute] = None;
            parts.entry((whole, attribute)).or_default().push(at);
        }
    }
    let place: BTreeMap<&Vec<Option<usize>>, usize> = groups.iter().enumerate().map(|(at, group)| (&group.key, at)).collect();
    parts.into_iter().filter_map(|((whole, _), parts)| Some((*place.get(&whole)?, parts))).collect()
}

/// The sets into which a family of sets cuts its union, each as the list of its members: two municipalities are together if every set holds both or none.
pub(super) fn atoms<'m>(family: impl IntoIterator<Item = &'m [usize]>, cities: usize) -> Vec<Vec<usize>> {
    let mut signatures: Vec<Vec<usize>> = vec![Vec::new(); cities];
    for (at, members) in family.into_iter().enumerate() {
        members.iter().for_each(|city| signatures[*city].push(at));
    }
    let mut atoms: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (city, signature) in signatures.into_iter().enumerate().filter(|(_, signature)| !signature.is_empty()) {
        atoms.entry(signature).or_default().push(city);
    }
    atoms.into_values().collect()
}

/// The sets into which a growing family of sets cuts its union, kept up to date one set after the other: in each step a time proportional to the number
/// of municipalities.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    /// The part of each municipality; 0: no set of the family holds it.
    part_of: Vec<usize>,
    sizes: Vec<usize>,
}

impl Parts {
    /// The parts of an empty family.
    pub(super) fn new(cities: usize) -> Self {
        Self { part_of: vec![0; cities], sizes: vec![cities] }
    }

    /// The parts with one more set in the family.
    pub(super) fn with(&self, members: &[usize]) -> Self {
        let mut held = vec![0; self.sizes.len()];
        members.iter().for_each(|city| held[self.part_of[*city]] += 1);
        let mut next = self.clone();
        let mut cut: Vec<Option<usize>> = vec![None; self.sizes.len()];
        for city in members {
            let part = self.part_of[*city];
            if part != 0 && held[part] == self.sizes[part] {
                continue;
            }
            let new = *cut[part].get_or_insert_with(|| {
                next.sizes.push(0);
                next.sizes.len() - 1
            });
            next.part_of[*city] = new;
            next.sizes[part] -= 1;
            next.sizes[new] += 1;
        }
        next
    }

    /// How many parts there are, the one outside of the family counted.
    pub(super) fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The part of a municipality; none if no set of the family holds it.
    pub(super) fn part(&self, city: usize) -> Option<usize> {
        Some(self.part_of[city]).filter(|part| *part != 0)
    }

    /// The number of municipalities in the smallest part.
    pub(super) fn smallest(&self) -> Option<usize> {
        self.sizes[1..].iter().copied().min()
    }
}
