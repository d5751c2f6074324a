//! Pages, tags, roles, users of developers and the deletion of identities.

use aws_resources::cognito_identity::{CognitoIdentity, IdentityCollection};
use end_to_end::{
    answers::{caller, json as answer},
    script::{Answer, Script, session},
};
use serde_json::json;

const POOL: &str = "eu-west-1:11111111-2222-3333-4444-555555555555";
const ARN: &str =
    "arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/eu-west-1:11111111-2222-3333-4444-555555555555";

fn identities(ids: &[&str], next: Option<&str>) -> Answer {
    let ids: Vec<_> = ids.iter().map(|id| json!({"IdentityId": id})).collect();
    answer(json!({"IdentityPoolId": POOL, "Identities": ids, "NextToken": next}))
}

#[tokio::test]
async fn listings_have_the_page_size_that_aws_requires() {
    let pools = |ids: &[&str], next: Option<&str>| {
        let pools: Vec<_> = ids.iter().map(|id| json!({"IdentityPoolId": id, "IdentityPoolName": id})).collect();
        answer(json!({"IdentityPools": pools, "NextToken": next}))
    };
    let script = Script::new([
        pools(&["p1"], Some("more")),
        pools(&["p2"], None),
        identities(&["i1", "i2"], Some("more")),
        identities(&["i3"], None),
        identities(&["i1"], None),
    ]);
    let cognito = CognitoIdentity::new(&session(&script));
    assert_eq!(cognito.identity_pools().try_collect().await.unwrap().len(), 2);
    assert_eq!(script.request(0).json(), json!({"MaxResults": 60}));
    assert_eq!(script.request(1).json(), json!({"MaxResults": 60, "NextToken": "more"}));
    let pool = cognito.identity_pool(POOL);
    let all = pool.identities().filter(|r| r.hide_disabled(true)).try_collect().await.unwrap();
    assert_eq!(all, [cognito.identity("i1"), cognito.identity("i2"), cognito.identity("i3")]);
    let expected = json!({"IdentityPoolId": POOL, "MaxResults": 60, "NextToken": "more", "HideDisabled": true});
    assert_eq!(script.request(3).json(), expected);
    pool.identities().page_size(5).try_collect().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"IdentityPoolId": POOL, "MaxResults": 5}));
}

#[tokio::test]
async fn identities_are_deleted_in_one_call() {
    let script = Script::new([
        identities(&["i1", "i2"], None),
        answer(json!({"UnprocessedIdentityIds": [{"IdentityId": "i2", "ErrorCode": "InternalServerError"}]})),
        answer(json!({"IdentityId": "i2", "Logins": ["login.example"]})),
        answer(json!({"UnprocessedIdentityIds": []})),
        Answer::http(400, "application/x-amz-json-1.1", json!({"__type": "ResourceNotFoundException"}).to_string()),
    ]);
    let cognito = CognitoIdentity::new(&session(&script));
    let report = cognito.identity_pool(POOL).identities().delete().await;
    assert_eq!(script.request(1).json(), json!({"IdentityIdsToDelete": ["i1", "i2"]}));
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1, "{report:?}");
    assert_eq!(failed[0].result().unwrap_err().code(), Some("InternalServerError"));
    let second = cognito.identity("i2");
    assert_eq!(second.data().await.unwrap().logins(), ["login.example"]);
    second.delete().await.unwrap();
    assert_eq!(script.request(3).json(), json!({"IdentityIdsToDelete": ["i2"]}));
    assert!(second.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_pool_gives_identities_and_these_credentials() {
    let keys = json!({"AccessKeyId": "ASIA", "SecretKey": "s", "SessionToken": "t"});
    let script = Script::new([
        answer(json!({"IdentityId": "i1"})),
        answer(json!({"IdentityId": "i1", "Credentials": keys})),
        answer(json!({"IdentityId": "i1", "Token": "jwt"})),
        answer(json!({"IdentityId": "i2"})),
    ]);
    let pool = CognitoIdentity::new(&session(&script)).identity_pool(POOL);
    let identity = pool.get_id().await.unwrap().expect("an identity for nobody");
    let keys = identity.get_credentials().await.unwrap();
    assert_eq!(keys.credentials().unwrap().access_key_id(), Some("ASIA"));
    assert_eq!(identity.get_open_id_token().await.unwrap().token(), Some("jwt"));
    let merged = pool.merge_developer_identities().with(|r| {
        r.source_user_identifier("a").destination_user_identifier("b").developer_provider_name("login.example")
    });
    assert_ne!(merged.await.unwrap().unwrap(), identity);
    assert_eq!(script.request(0).json(), json!({"IdentityPoolId": POOL}));
    assert!(!script.request(0).headers.contains_key("authorization"), "AWS takes this call unsigned");
    assert_eq!(script.request(1).json(), json!({"IdentityId": "i1"}));
    assert_eq!(script.request(3).json()["IdentityPoolId"], POOL);
}

#[tokio::test]
async fn a_pool_has_roles_and_tags() {
    let script = Script::new([
        answer(json!({"IdentityPoolId": POOL, "Roles": {"authenticated": "arn:aws:iam::123456789012:role/App"}})),
        caller("123456789012"),
        answer(json!({"Tags": {"team": "web"}})),
        answer(json!({})),
        answer(json!({"IdentityPoolId": POOL, "IdentityProviderName": "login.example", "UseDefaults": true})),
    ]);
    let pool = CognitoIdentity::new(&session(&script)).identity_pool(POOL);
    let roles = pool.roles().data().await.unwrap();
    assert_eq!(roles.roles().unwrap()["authenticated"], "arn:aws:iam::123456789012:role/App");
    assert_eq!(pool.roles().identity_pool(), pool);
    assert_eq!(pool.list_tags().await.unwrap().unwrap()["team"], "web");
    pool.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(script.request(2).json(), json!({"ResourceArn": ARN}));
    assert_eq!(script.request(3).json(), json!({"ResourceArn": ARN, "TagKeys": ["team"]}));
    let map = pool.principal_tag_attribute_map("login.example");
    assert_eq!(map.data().await.unwrap().use_defaults(), Some(true));
    assert_eq!(script.request(4).json(), json!({"IdentityPoolId": POOL, "IdentityProviderName": "login.example"}));
}

#[tokio::test]
async fn roles_tags_and_attributes_are_set() {
    let tags = json!({"team": "custom:team"});
    let script = Script::new([
        answer(json!({})),
        answer(json!({})),
        answer(json!({"IdentityPoolId": POOL, "Roles": {"authenticated": "arn:aws:iam::123456789012:role/App"}})),
        answer(json!({"IdentityPoolId": POOL, "IdentityProviderName": "login.example", "PrincipalTags": tags})),
        caller("123456789012"),
        answer(json!({})),
    ]);
    let pool = CognitoIdentity::new(&session(&script)).identity_pool(POOL);
    let role = "arn:aws:iam::123456789012:role/App";
    pool.set_roles().with(|r| r.roles("authenticated", role)).await.unwrap();
    let sent = json!({"IdentityPoolId": POOL, "Roles": {"authenticated": role}});
    assert_eq!(script.request(0).json(), sent);
    let roles = pool.roles();
    roles.set().with(|r| r.roles("authenticated", role)).await.unwrap();
    assert_eq!(script.request(1).json(), sent);
    assert_eq!(roles.data().await.unwrap().roles().unwrap()["authenticated"], role);
    let map = pool.principal_tag_attribute_map("login.example");
    let set = map.set().with(|r| r.use_defaults(false).principal_tags("team", "custom:team")).await.unwrap();
    assert_eq!(set.principal_tags().unwrap()["team"], "custom:team");
    let sent = json!({"IdentityPoolId": POOL, "IdentityProviderName": "login.example", "UseDefaults": false,
        "PrincipalTags": tags});
    assert_eq!(script.request(3).json(), sent);
    pool.tag_resource().with(|r| r.tags("team", "web")).await.unwrap();
    assert_eq!(script.request(5).json(), json!({"ResourceArn": ARN, "Tags": {"team": "web"}}));
}

#[tokio::test]
async fn users_of_a_developer_are_looked_up_and_unlinked() {
    let found = || answer(json!({"IdentityId": "i1", "DeveloperUserIdentifierList": ["ann"]}));
    let script = Script::new([
        found(),
        found(),
        answer(json!({"IdentityId": "i1", "Token": "jwt"})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let cognito = CognitoIdentity::new(&session(&script));
    let (pool, identity) = (cognito.identity_pool(POOL), cognito.identity("i1"));
    let of_user = pool.lookup_developer_identity().with(|r| r.developer_user_identifier("ann")).await.unwrap();
    assert_eq!(of_user.identity_id(), Some("i1"));
    assert_eq!(script.request(0).json(), json!({"IdentityPoolId": POOL, "DeveloperUserIdentifier": "ann"}));
    let users = identity.lookup_developer_identity().with(|r| r.identity_pool_id(POOL)).await.unwrap();
    assert_eq!(users.developer_user_identifier_list(), ["ann"]);
    assert_eq!(script.request(1).json(), json!({"IdentityPoolId": POOL, "IdentityId": "i1"}));
    let token = pool.get_open_id_token_for_developer_identity();
    let token = token.with(|r| r.logins("login.example", "ann").token_duration(60)).await.unwrap();
    assert_eq!(token.token(), Some("jwt"));
    let sent = json!({"IdentityPoolId": POOL, "Logins": {"login.example": "ann"}, "TokenDuration": 60});
    assert_eq!(script.request(2).json(), sent);

    let unlink = identity.unlink_developer_identity().with(|r| {
        let r = r.identity_pool_id(POOL).developer_provider_name("login.example");
        r.developer_user_identifier("ann")
    });
    unlink.await.unwrap();
    let sent = json!({"IdentityId": "i1", "IdentityPoolId": POOL, "DeveloperProviderName": "login.example",
        "DeveloperUserIdentifier": "ann"});
    assert_eq!(script.request(3).json(), sent);
    let unlink = identity.unlink().with(|r| r.logins("login.example", "jwt").logins_to_remove("login.example"));
    unlink.await.unwrap();
    let sent = json!({"IdentityId": "i1", "Logins": {"login.example": "jwt"}, "LoginsToRemove": ["login.example"]});
    assert_eq!(script.request(4).json(), sent);
}
