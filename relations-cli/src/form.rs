//! The output formats of a diagram.

use clap::Args;
use relations::diagram::Diagram;

/// The form that is asked for.
#[derive(Args)]
#[group(multiple = false)]
pub struct Form {
    /// As Mermaid, which GitHub shows in Markdown (the default)
    #[arg(long)]
    mermaid: bool,

    /// In the language of Graphviz
    #[arg(long)]
    dot: bool,

    /// As a picture
    #[arg(long)]
    svg: bool,
}

impl Form {
    /// Returns the diagram in this format.
    pub fn draw(&self, diagram: &Diagram) -> String {
        if self.dot {
            diagram.dot()
        } else if self.svg {
            diagram.svg()
        } else {
            diagram.mermaid()
        }
    }
}
