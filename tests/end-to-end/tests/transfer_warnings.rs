//! What is logged of uploads that nobody waits for. A binary of its own: tracing remembers for all threads what one has
//! no use for.
#![forbid(unsafe_code)]

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_resources::s3::S3;
use end_to_end::script::{Answer, Script, session};
use futures_util::stream;
use tokio::{sync::Notify, time::sleep};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

/// The fields of each warning.
type Warnings = Arc<Mutex<Vec<BTreeMap<&'static str, String>>>>;

struct Catcher(Warnings);

impl<S: Subscriber> Layer<S> for Catcher {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == Level::WARN && event.metadata().target().starts_with("aws_resources") {
            let mut fields = Fields::default();
            event.record(&mut fields);
            self.0.lock().unwrap().push(fields.0);
        }
    }
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn xml(status: u16, body: &str) -> Answer {
    Answer::http(status, "application/xml", body)
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_is_left_behind_is_named() {
    let warnings = Warnings::default();
    let _guard = tracing_subscriber::registry().with(Catcher(warnings.clone())).set_default();
    let script = Script::by(|sent| match sent.method.as_str() {
        "POST" => xml(200, "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>"),
        // Parts never come.
        "PUT" => xml(200, "").after(&Arc::new(Notify::new())),
        _ => xml(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"),
    });
    let object = S3::new(&session(&script)).bucket("b").object("k");
    let bytes = bytes::Bytes::from(vec![b'x'; 9 * 1024 * 1024]);
    let upload = object.upload_stream(stream::iter([Ok::<_, std::io::Error>(bytes)]));
    let upload = tokio::spawn(upload.into_future());
    script.until_sent(3).await;
    assert!(warnings.lock().unwrap().is_empty());
    upload.abort();
    for _ in 0..100 {
        sleep(Duration::from_secs(1)).await;
        if !warnings.lock().unwrap().is_empty() {
            break;
        }
    }
    let warnings = warnings.lock().unwrap();
    let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert_eq!((warning["bucket"].as_str(), warning["key"].as_str()), ("b", "k"), "{warning:?}");
    assert_eq!(warning["upload_id"], "u-1");
    assert!(warning["error"].contains("is left behind") && warning["error"].contains("AccessDenied"), "{warning:?}");
}
