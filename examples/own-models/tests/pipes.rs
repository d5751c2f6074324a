//! The service whose source is committed, against scripted answers.

use std::time::Duration;

use aws_resources_runtime::Result;
use own_models::committed::pipes::{Pipe, Pipes};
use replay::Script;

const ARN: &str = "arn:aws:pipes:eu-west-1:123456789012:pipe/orders";

fn pipe(state: &str) -> String {
    format!(r#"{{"Arn": "{ARN}", "Name": "orders", "CurrentState": "{state}"}}"#)
}

#[tokio::test]
async fn a_listing_has_arns() -> Result<()> {
    let script = Script::new([format!(r#"{{"Pipes": [{}]}}"#, pipe("STOPPED"))]);
    let pipes: Vec<Pipe> = Pipes::new(&script.session()).pipes().all().try_collect().await?;

    assert_eq!(pipes[0].arn().await?.to_string(), ARN);
    assert_eq!(pipes[0].name(), "orders");
    assert_eq!(script.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_action_a_waiter_and_a_value() -> Result<()> {
    let tags = r#"{"tags": {"owner": "data"}}"#.to_owned();
    let script = Script::new([pipe("STARTING"), pipe("STARTING"), pipe("RUNNING"), pipe("RUNNING"), tags]);
    let pipe = Pipes::new(&script.session()).pipe("orders");

    pipe.start().await?;
    pipe.wait_until_running().every(Duration::from_millis(1)).await?;
    let tags = pipe.list_tags().await?;

    assert_eq!(tags.as_ref().and_then(|tags| tags.get("owner")).map(String::as_str), Some("data"));
    assert_eq!(script.requests().len(), 5);
    Ok(())
}
