//! The pages of listings.

use aws_resources::{Collection, Resource, Result};

/// A listing's pages, each as its items' names.
pub type Pages = Vec<Vec<String>>;

/// The pages of a collection.
///
/// # Errors
/// Those of the listing.
pub async fn pages<B: Clone, R: Resource>(collection: Collection<B, R>, name: impl Fn(&R) -> String) -> Result<Pages> {
    let mut pages = collection.pages();
    let mut found = Vec::new();
    while let Some(page) = pages.try_next().await? {
        found.push(page.iter().map(&name).collect());
    }
    Ok(found)
}
