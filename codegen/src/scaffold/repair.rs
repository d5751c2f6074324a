//! What doesn't resolve is left out, as lenient reading does it, and told.

use super::{
    Draft,
    doubts::{ARNS, PAGINATORS, RESOURCES},
    json,
};
use crate::{
    Diagnostics,
    definition::{Files, Optional, Source, services::Service},
    facts::Sdk,
    lenient,
};

/// The files of a draft, of which all resolves.
pub(super) fn repair(draft: &mut Draft, service: &Service, sdk: &Sdk) -> Option<Vec<(&'static str, Source)>> {
    let mut diagnostics = Diagnostics::default();
    let mut file = |name: &str, text: String| Source::parse(service.file(name).1, text, &mut diagnostics);
    let resources = file(RESOURCES, json::text(&draft.resources))?;
    let arns = file(ARNS, json::text(&draft.arns))?;
    let paginators = file(PAGINATORS, json::text(&draft.paginators))?;
    let [arns, paginators] = [arns, paginators].map(Optional::There);
    let mut files = Files { resources, arns, paginators, waiters: Optional::Absent, omissions: Optional::Absent };
    let mut notes = Diagnostics::default();
    if lenient::service(service, &mut files, sdk, &mut notes).is_none() {
        let choice = "the draft doesn't resolve, whatever is left out".to_owned();
        draft.doubts.tell(RESOURCES, String::new(), choice, Vec::new());
    }
    for note in notes.iter().filter(|note| note.is_remedied()) {
        let parts: Vec<&str> = note.pointer().split('/').collect();
        // What it stood in; what was left out stands nowhere.
        let around = parts[..parts.len().min(3)].join("/");
        let place = if files.resources.value.pointer(&around).is_some() { around } else { String::new() };
        let choice =
            [Some(note.message().to_owned()), note.helped()].into_iter().flatten().collect::<Vec<_>>().join("; ");
        draft.doubts.tell(RESOURCES, place, choice, Vec::new());
    }
    let Files { resources, arns: Optional::There(arns), paginators: Optional::There(paginators), .. } = files else {
        return None;
    };
    let files = [(RESOURCES, resources), (ARNS, arns), (PAGINATORS, paginators)];
    // Laid out again, so that places in the texts are right.
    let laid_out = |(name, source): (&'static str, Source)| {
        Some((name, Source::parse(name.to_owned(), json::text(&source.value), &mut Diagnostics::default())?))
    };
    files.into_iter().map(laid_out).collect()
}
