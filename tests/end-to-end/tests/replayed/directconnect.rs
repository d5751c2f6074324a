//! What the fake AWS has wrong or lacks of Direct Connect.

use aws_resources::directconnect::{DirectConnect, TagCollection as _};
use end_to_end::{
    answers::{json as answer, json_error as refusal},
    exercised,
    script::{Script, session},
    sent::request,
};
use serde_json::{Value, json};

mod actions;
mod gateways;

/// A service that answers each operation with what is here, and those that aren't here with nothing.
fn answering(answers: impl IntoIterator<Item = (&'static str, Value)>) -> Script {
    let answers: Vec<_> = answers.into_iter().collect();
    Script::by(move |sent| {
        let called = sent.operation();
        let found = answers.iter().find(|(operation, _)| *operation == called);
        answer(found.map_or_else(|| json!({}), |(_, body)| body.clone()))
    })
}

/// Checks the operations that were called and what was sent, but the tokens that the SDK makes up.
fn assert_sent(script: &Script, expected: impl IntoIterator<Item = (&'static str, Value)>) {
    let sent: Vec<_> = script.sent().iter().map(request).collect();
    let expected: Vec<_> = expected.into_iter().map(|(operation, body)| (operation.to_owned(), body)).collect();
    assert_eq!(sent, expected);
}

fn service(script: &Script) -> DirectConnect {
    DirectConnect::new(&session(script))
}

#[tokio::test]
async fn arns_have_the_account_of_the_owner() {
    let script = Script::new([
        answer(json!({"connections": [{"connectionId": "dxcon-1", "ownerAccount": "111122223333"}]})),
        answer(json!({"lags": [{"lagId": "dxlag-1", "ownerAccount": "111122223333"}]})),
        answer(json!({"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "ownerAccount": "111122223333"}]})),
        answer(json!({"directConnectGateways": [{"directConnectGatewayId": "1f", "ownerAccount": "111122223333"}]})),
    ]);
    let service = DirectConnect::new(&session(&script));
    let found = [
        service.connection("dxcon-1").arn().await.unwrap(),
        service.lag("dxlag-1").arn().await.unwrap(),
        service.virtual_interface("dxvif-1").arn().await.unwrap(),
        service.direct_connect_gateway("1f").arn().await.unwrap(),
    ];
    let expected = [
        "arn:aws:directconnect:eu-west-1:111122223333:dxcon/dxcon-1",
        "arn:aws:directconnect:eu-west-1:111122223333:dxlag/dxlag-1",
        "arn:aws:directconnect:eu-west-1:111122223333:dxvif/dxvif-1",
        "arn:aws:directconnect::111122223333:dx-gateway/1f",
    ];
    assert_eq!(found.each_ref().map(|arn| arn.as_str()), expected);
}

#[tokio::test]
async fn what_is_unknown_is_told_by_the_message() {
    let script = Script::new([
        refusal("DirectConnectClientException", "Could not find Connection with ID dxcon-1"),
        answer(json!({"virtualInterfaces": []})),
        refusal("DirectConnectClientException", "The connection ID is not valid"),
    ]);
    let service = DirectConnect::new(&session(&script));
    assert!(service.connection("dxcon-1").data().await.unwrap_err().is_not_found());
    assert!(service.virtual_interface("dxvif-1").data().await.unwrap_err().is_not_found());
    assert!(!service.connection("?").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn virtual_interfaces_are_paged() {
    let page =
        |id: &str| json!([{"virtualInterfaceId": id, "connectionId": "dxcon-1", "directConnectGatewayId": "1f"}]);
    let script = Script::new([
        answer(json!({"virtualInterfaces": page("dxvif-1"), "nextToken": "2"})),
        answer(json!({"virtualInterfaces": page("dxvif-2")})),
    ]);
    let service = DirectConnect::new(&session(&script));
    let interfaces = service.connection("dxcon-1").virtual_interfaces().page_size(1).try_collect().await.unwrap();
    assert_eq!(interfaces, ["dxvif-1", "dxvif-2"].map(|id| service.virtual_interface(id)));
    assert_eq!(interfaces[0].direct_connect_gateway().await.unwrap(), Some(service.direct_connect_gateway("1f")));
    assert_eq!(interfaces[0].virtual_gateway().await.unwrap(), None);
    assert_eq!(script.request(1).json(), json!({"connectionId": "dxcon-1", "maxResults": 1, "nextToken": "2"}));
}

#[tokio::test]
async fn a_resiliency_group_has_its_arn_and_tags() {
    let arn = "arn:aws:directconnect:eu-west-1:123456789012:dxrg/rg-1";
    let tags = json!({"resourceTags": [{"resourceArn": arn, "tags": [{"key": "team", "value": "net"}]}]});
    let script = Script::new([
        answer(json!({"resiliencyGroup": {"resiliencyGroupId": "rg-1", "resiliencyGroupArn": arn}})),
        answer(tags),
        answer(json!({})),
    ]);
    let service = DirectConnect::new(&session(&script));
    let group = service.resiliency_group("rg-1");
    exercised::arn("directconnect.ResiliencyGroup", &group.arn().await.unwrap(), Some(arn));
    let report = group.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(script.request(2).json(), json!({"resourceArn": arn, "tagKeys": ["team"]}));
}

#[tokio::test]
async fn a_connection_is_ordered_changed_and_deleted() {
    let connection = |name: &str, state: &str| json!({"connectionId": "dxcon-1", "connectionName": name, "connectionState": state, "lagId": "dxlag-1"});
    let script = Script::new([
        answer(connection("office", "requested")),
        answer(json!({"connections": [connection("office", "available")]})),
        answer(connection("branch", "available")),
        answer(connection("branch", "deleting")),
        answer(json!({"connections": [connection("branch", "deleted")]})),
    ]);
    let service = DirectConnect::new(&session(&script));
    let create = service.create_connection();
    let create = create.with(|r| r.location("EqDC2").bandwidth("10Gbps").connection_name("office"));
    let made = create.await.unwrap().unwrap();
    assert_eq!(made, service.connection("dxcon-1"));
    assert_eq!(made.lag().await.unwrap(), Some(service.lag("dxlag-1")));
    made.update().with(|r| r.connection_name("branch")).await.unwrap();
    assert!(made.loaded().is_none(), "an action forgets the data");
    made.delete().await.unwrap();
    let deleted = made.data().await.unwrap();
    assert_eq!(deleted.connection_state().map(|it| it.as_str()), Some("deleted"), "it is found for a time");
    assert_eq!(script.request(2).json(), json!({"connectionId": "dxcon-1", "connectionName": "branch"}));
}
