//! Assigns each box to a layer.

use std::collections::HashMap;

use super::{Link, Size, work};

/// The members of a part, each with its layer.
pub(super) struct Layers {
    pub of: HashMap<usize, usize>,
    /// The members, most parents before their children.
    pub ordered: Vec<usize>,
}

/// Assigns a layer to each member: parents before children, except for those links of a cycle that have to
/// run back.
pub(super) fn assign(sizes: &[Size], links: &[Link], members: &[usize]) -> Layers {
    let rank = rank(links, members);
    let mut arcs: Arcs = members.iter().map(|&member| (member, Ends::default())).collect();
    for link in links.iter().filter(|link| rank.contains_key(&link.parent)) {
        let runs_back = rank[&link.parent] > rank[&link.child];
        let (from, to) = if runs_back { (link.child, link.parent) } else { (link.parent, link.child) };
        arcs.entry(from).or_default().after.push(to);
        arcs.entry(to).or_default().before.push(from);
    }
    let mut ordered = members.to_vec();
    ordered.sort_by_key(|member| rank[member]);

    let mut layers = longest_paths(&arcs, &ordered);
    move_parents_right(&mut layers, &arcs, &ordered);
    spread(&mut layers, sizes, &arcs, &ordered);
    renumber(&mut layers);
    Layers { of: layers, ordered }
}

impl Layers {
    /// Returns the number of gaps that the lines between the members need in the layers that they pass.
    pub fn gaps(&self, links: &[Link]) -> usize {
        let ends =
            links.iter().filter_map(|link| Some((self.of.get(&link.parent)?, self.of.get(&link.child)?)));
        ends.map(|(parent, child)| parent.abs_diff(*child).saturating_sub(1)).sum()
    }
}

/// The lines of each member, all from left to right.
type Arcs = HashMap<usize, Ends>;

/// The other ends of a member's lines.
#[derive(Default)]
struct Ends {
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Returns an order with most parents before their children: the next box is one whose parents are all
/// ranked, or else, in a cycle, the one with the most remaining children in excess of its remaining parents.
fn rank(links: &[Link], members: &[usize]) -> HashMap<usize, usize> {
    let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
    // For each remaining member: the number of lines from remaining parents, and to remaining children.
    let mut waiting: HashMap<usize, (i64, i64)> = members.iter().map(|&member| (member, (0, 0))).collect();
    let mut parents: HashMap<usize, Vec<usize>> = HashMap::new();
    for link in links {
        if waiting.contains_key(&link.parent) {
            children.entry(link.parent).or_default().push(link.child);
            parents.entry(link.child).or_default().push(link.parent);
            waiting.entry(link.parent).or_default().1 += 1;
            waiting.entry(link.child).or_default().0 += 1;
        }
    }
    let mut rank = HashMap::new();
    while rank.len() < members.len() {
        let left = members.iter().filter(|member| waiting.contains_key(member));
        let next = left.min_by_key(|member| match waiting[member] {
            (0, _) => (0, 0),
            (incoming, outgoing) => (1, incoming - outgoing),
        });
        let Some(&next) = next else { break };
        work::count(members.len());
        waiting.remove(&next);
        for child in children.get(&next).into_iter().flatten() {
            waiting.entry(*child).and_modify(|counts| counts.0 -= 1);
        }
        for parent in parents.get(&next).into_iter().flatten() {
            waiting.entry(*parent).and_modify(|counts| counts.1 -= 1);
        }
        rank.insert(next, rank.len());
    }
    rank
}

fn longest_paths(arcs: &Arcs, ordered: &[usize]) -> HashMap<usize, usize> {
    let mut layers: HashMap<usize, usize> = ordered.iter().map(|&member| (member, 0)).collect();
    for member in ordered {
        let after = arcs[member].before.iter().map(|parent| layers[parent] + 1).max();
        layers.insert(*member, after.unwrap_or(0));
    }
    layers
}

/// Moves a box with more children than parents to just before its first child, which makes lines shorter.
fn move_parents_right(layers: &mut HashMap<usize, usize>, arcs: &Arcs, ordered: &[usize]) {
    for member in ordered.iter().rev() {
        let Ends { before, after } = &arcs[member];
        if let Some(first) = after.iter().map(|child| layers[child]).min()
            && after.len() > before.len()
        {
            layers.insert(*member, first - 1);
        }
    }
}

/// Moves boxes without children out of a layer that would be much higher than the picture is wide.
fn spread(layers: &mut HashMap<usize, usize>, sizes: &[Size], arcs: &Arcs, ordered: &[usize]) {
    let height = |member: usize| f64::from(sizes[member].height + sizes[member].above + 32);
    let area: f64 = ordered.iter().map(|&member| height(member) * f64::from(sizes[member].width + 220)).sum();
    let most = area.sqrt().max(700.0);
    let mut layer = 0;
    while layers.values().any(|&at| at >= layer) {
        let here: Vec<usize> = ordered.iter().copied().filter(|member| layers[member] == layer).collect();
        let mut total: f64 = here.iter().map(|&member| height(member)).sum();
        for (at, &member) in here.iter().enumerate().rev() {
            let is_childless = arcs[&member].after.is_empty();
            if total > most && is_childless && at > 0 {
                layers.insert(member, layer + 1);
                total -= height(member);
            }
        }
        layer += 1;
    }
}

/// Renumbers the layers, so that none is empty.
fn renumber(layers: &mut HashMap<usize, usize>) {
    let mut used: Vec<usize> = layers.values().copied().collect();
    used.sort_unstable();
    used.dedup();
    for layer in layers.values_mut() {
        *layer = used.binary_search(layer).unwrap_or(*layer);
    }
}
