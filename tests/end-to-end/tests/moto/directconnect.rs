//! What there isn't: the fake's connections and LAGs have a `hasLogicalRedundancy` that is no text, which the SDK
//! refuses, and ids that are ARNs, and wrong ones. `replayed` has the rest.

use aws_resources::directconnect::DirectConnect;
use end_to_end::fake::Account;

#[tokio::test]
async fn an_empty_account_has_no_connection_and_no_lag() {
    let account = Account::new("eu-west-1").await;
    let directconnect = DirectConnect::new(&account.session);
    assert_eq!(directconnect.connections().try_collect().await.unwrap(), []);
    assert_eq!(directconnect.lags().try_collect().await.unwrap(), []);
    let unknown = directconnect.connection("dxcon-none").data().await.unwrap_err();
    assert!(unknown.is_not_found(), "{unknown}");
    assert!(directconnect.lag("dxlag-none").data().await.unwrap_err().is_not_found());
}
