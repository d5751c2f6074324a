//! The spans of fleets: alone in their process, since tracing remembers for all threads what one has no use for.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use aws_resources_runtime::SessionManager;
use aws_sdk_sts::config::BehaviorVersion;
use aws_types::{SdkConfig, region::Region};

const ACCOUNTS: [&str; 2] = ["111111111111", "222222222222"];
const REGIONS: [&str; 2] = ["eu-west-1", "eu-south-1"];

#[tokio::test]
async fn cells_run_in_spans_with_their_account_and_region() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(Region::new(REGIONS[0]));
    let manager = SessionManager::builder(&config.build()).role_name("Audit").build();
    let mut run = manager.fleet().accounts(ACCOUNTS).regions(REGIONS).run(|session| async move {
        tracing::info!(target: "closure", account = session.known_account_id(), region = session.region_name());
        Ok(())
    });
    while run.next().await.is_some() {}
    let seen = spans.0.lock().unwrap();
    let expected =
        ACCOUNTS.iter().flat_map(|account| REGIONS.map(|region| format!("account={account} region={region}")));
    assert_eq!(seen.spans.iter().cloned().collect::<HashSet<_>>(), expected.collect());
    assert_eq!(seen.events.len(), 4);
    for (event, span) in &seen.events {
        assert_eq!(Some(event), span.as_ref(), "the closure runs in its cell's span");
    }
}

/// Collects fleets' spans, and closures' events with the span that they are in.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    spans: Vec<String>,
    events: Vec<(String, Option<String>)>,
    entered: Vec<usize>,
}

#[derive(Default)]
struct Fields(Vec<String>);

impl tracing::field::Visit for Fields {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.push(format!("{field}={value:?}").replace('"', ""));
    }
}

impl tracing::Subscriber for Spans {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.name() == "fleet_cell" || metadata.target() == "closure"
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut seen = self.0.lock().unwrap();
        seen.spans.push(fields.0.join(" "));
        tracing::span::Id::from_u64(seen.spans.len() as u64)
    }
    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut seen = self.0.lock().unwrap();
        let span = seen.entered.last().map(|span| seen.spans[*span].clone());
        seen.events.push((fields.0.join(" "), span));
    }
    fn enter(&self, span: &tracing::span::Id) {
        self.0.lock().unwrap().entered.push(span.into_u64() as usize - 1);
    }
    fn exit(&self, _: &tracing::span::Id) {
        self.0.lock().unwrap().entered.pop();
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
}
