//! Writes that DynamoDB refuses by themselves.

use std::time::Duration;

use aws_resources::{
    ErrorKind, SessionManager,
    dynamodb::{DynamoDb, RefusedWrite},
};
use aws_sdk_dynamodb::types::WriteRequest;
use end_to_end::{
    accounts, answers,
    script::{Answer, Script},
};

use super::{
    super::dynamodb_items::{User, users},
    id, ids, put, putting, refused, unprocessed, written,
};

/// Takes every batch but those with one of these ids.
fn taking_all_but(bad: &'static [&'static str]) -> Script {
    Script::by(move |sent| match ids(sent).iter().any(|id| bad.contains(&id.as_str())) {
        true => refused("ValidationException"),
        false => unprocessed(&[]),
    })
}

/// The ids of the batches that [`taking_all_but`] took.
fn taken(script: &Script, bad: &[&str]) -> Vec<String> {
    let mut taken: Vec<String> =
        written(script).into_iter().filter(|ids| !ids.iter().any(|id| bad.contains(&id.as_str()))).flatten().collect();
    taken.sort_by_key(|id| id.parse::<u32>().unwrap());
    taken
}

#[tokio::test]
async fn writes_that_dynamodb_refuses_are_set_aside_and_the_others_go_on() {
    let bad = &["3", "17", "40"];
    let script = taking_all_but(bad);
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, 0..60).await;
    assert_eq!(writer.pending(), 10, "the refused hold nobody up");
    let error = writer.finish().await.unwrap_err();
    assert_eq!((error.code(), writer.pending()), (Some("ValidationException"), 0));
    assert!(error.to_string().contains("3 refused by DynamoDB") && error.to_string().contains("57 written"), "{error}");

    let all: Vec<String> = (0..60).map(|id| id.to_string()).filter(|id| !bad.contains(&id.as_str())).collect();
    assert_eq!(taken(&script, bad), all, "each is taken once");
    assert_eq!(writer.refused().iter().map(|refused| id(refused.write())).collect::<Vec<_>>(), bad);
    assert!(writer.refused().iter().all(|refused| refused.error().request_id() == Some("request-1")));
    assert!(!format!("{:?}", writer.refused()).contains("17"), "what was written may be somebody's data");

    let calls = script.count();
    writer.finish().await.unwrap_err();
    let refused: Vec<WriteRequest> = writer.take_refused().into_iter().map(RefusedWrite::into_write).collect();
    assert_eq!(refused.iter().map(id).collect::<Vec<_>>(), bad);
    assert_eq!((writer.finish().await.unwrap(), script.count()), (57, calls), "they aren't sent again");
}

#[tokio::test]
async fn refused_writes_are_found_in_batches_at_the_same_time() {
    let bad = &["0", "24", "25", "99"];
    let script = taking_all_but(bad);
    let mut writer = users(&script).batch_writer().concurrency(4);
    putting(&mut writer, 0..100).await;
    assert_eq!(writer.pending(), 0);
    let mut refused: Vec<&str> = writer.refused().iter().map(|refused| id(refused.write())).collect();
    refused.sort_unstable();
    assert_eq!(refused, bad);
    assert_eq!(taken(&script, bad).len(), 96);
    writer.finish().await.unwrap_err();
}

#[tokio::test]
async fn an_error_of_the_call_is_not_looked_for_in_the_writes() {
    for code in ["ResourceNotFoundException", "ExpiredTokenException", "InternalServerError", "SomethingElse"] {
        let script = Script::new([refused(code), unprocessed(&[])]);
        let mut writer = users(&script).batch_writer();
        putting(&mut writer, 1..=3).await;
        assert_eq!(writer.finish().await.unwrap_err().code(), Some(code));
        assert_eq!((writer.pending(), writer.refused().len(), script.count()), (3, 0, 1), "{code}");
        assert_eq!(writer.finish().await.unwrap(), 3);
    }
}

#[tokio::test]
async fn writes_that_are_too_large_together_go_one_after_the_other() {
    let script = Script::by(|sent| match ids(sent).len() {
        8.. => Answer::http(413, "application/x-amz-json-1.0", "{}"),
        _ => unprocessed(&[]),
    });
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, 0..25).await;
    assert_eq!(writer.finish().await.unwrap(), 25);
    assert_eq!(written(&script).into_iter().filter(|ids| ids.len() < 8).map(|ids| ids.len()).sum::<usize>(), 25);
}

#[tokio::test]
async fn a_write_replaces_those_of_its_item_in_refused_batches_too() {
    let script = Script::new([
        refused("ValidationException"),
        refused("ResourceNotFoundException"),
        unprocessed(&[]),
        unprocessed(&[]),
    ]);
    let mut writer = users(&script).batch_writer().overwrite_by_keys(["id"]);
    putting(&mut writer, [1, 2]).await;
    assert!(writer.finish().await.unwrap_err().is_not_found());
    assert_eq!((writer.pending(), writer.refused().len()), (2, 0), "the halves are kept");
    putting(&mut writer, [1]).await;
    assert_eq!(writer.finish().await.unwrap(), 2);
    assert_eq!(written(&script), [vec!["1", "2"], vec!["1"], vec!["2"], vec!["1"]]);
}

/// As a policy does that allows some leading keys only.
#[tokio::test]
async fn a_write_that_is_denied_holds_nobody_up() {
    let script = Script::by(|sent| match ids(sent).iter().any(|id| id == "7") {
        true => refused("AccessDeniedException"),
        false => unprocessed(&[]),
    });
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, 0..50).await;
    assert_eq!(writer.pending(), 0);
    assert_eq!(taken(&script, &["7"]).len(), 49);
    let error = writer.finish().await.unwrap_err();
    assert!(error.is_access_denied() && error.to_string().contains("1 refused by DynamoDB"), "{error}");
    assert_eq!(writer.take_refused().iter().map(|refused| id(refused.write())).collect::<Vec<_>>(), ["7"]);
    assert_eq!(writer.finish().await.unwrap(), 49);
}

#[tokio::test]
async fn no_access_at_all_is_told_at_once_and_what_comes_after_goes_on() {
    let denied = 0..25;
    let script = Script::by(move |sent| {
        let denied = ids(sent).iter().any(|id| denied.contains(&id.parse::<u32>().unwrap()));
        if denied { refused("AccessDeniedException") } else { unprocessed(&[]) }
    });
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, 0..24).await;
    let error = writer.put(&User { id: 24 }).await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
    assert!(error.to_string().contains("none was taken so far, 25 are set aside"), "{error}");
    assert_eq!((writer.pending(), writer.refused().len(), script.count()), (0, 25, 49));
    putting(&mut writer, 25..60).await;
    writer.finish().await.unwrap_err();
    assert_eq!((writer.pending(), writer.refused().len(), script.count()), (0, 25, 51));
}

/// STS denies in the same words, but says nothing of a write.
#[tokio::test]
async fn a_role_that_is_denied_is_an_error_of_the_call() {
    let script = accounts::script(|_| Some(answers::query_error(403, "AccessDenied", "not authorized")));
    let manager = SessionManager::builder(&accounts::config(&script)).role_name("Writer").build();
    let table = DynamoDb::new(&manager.account("123456789012").region("eu-west-1")).table("users");
    let mut writer = table.items::<User>().batch_writer();
    putting(&mut writer, 1..=3).await;
    let error = writer.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
    assert_eq!((writer.pending(), writer.refused().len()), (3, 0));
    assert_eq!(script.operations(), ["AssumeRole"]);
    assert_eq!(writer.into_pending().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn throttling_is_no_refusal_while_refused_writes_are_looked_for() {
    let throttled = || refused("ThrottlingException");
    let left = [put(3)];
    let script = Script::new([
        refused("AccessDeniedException"), // 1 to 4
        throttled(),                      // 1 and 2
        unprocessed(&[]),
        throttled(), // 3 and 4
        refused("AccessDeniedException"),
        throttled(), // 3
        unprocessed(&left),
        unprocessed(&[]),
        throttled(), // 4
        refused("AccessDeniedException"),
    ]);
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, 1..=4).await;
    writer.finish().await.unwrap_err();
    let sent = written(&script);
    assert_eq!(sent[1..5], [["1", "2"], ["1", "2"], ["3", "4"], ["3", "4"]]);
    assert_eq!(sent[5..], [["3"], ["3"], ["3"], ["4"], ["4"]]);
    assert_eq!(writer.refused().iter().map(|refused| id(refused.write())).collect::<Vec<_>>(), ["4"]);
    assert_eq!(writer.pending(), 0);
    writer.take_refused();
    assert_eq!(writer.finish().await.unwrap(), 3);

    // Where it doesn't end, they wait like all others.
    let script = Script::by(|sent| match ids(sent).len() {
        1 => refused("ThrottlingException"),
        _ => refused("ValidationException"),
    });
    let mut writer = users(&script).batch_writer().give_up_after(Duration::from_secs(60));
    putting(&mut writer, 1..=2).await;
    assert!(writer.finish().await.unwrap_err().is_throttled());
    assert_eq!((writer.pending(), writer.refused().len()), (2, 0));
    assert_eq!(writer.into_pending().iter().map(id).collect::<Vec<_>>(), ["1", "2"]);
}
