//! Expressions as DynamoDB gets them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{
    compare::key,
    condition::{Condition, KeyCondition, Selection},
    expression::{Path, Placeholders},
    key::{IntoKey, checked},
    operand::{
        IntoOperand as _, IntoPath, Operand, attr, attr_named, attribute_value, binary, binary_set, list_append,
        number_set, string_set,
    },
    update::Clauses,
    value::to_item,
};

/// An expression with its placeholders, and what they stand for.
fn rendered(condition: impl Into<Condition>) -> (String, Vec<String>, Vec<AttributeValue>) {
    let mut placeholders = Placeholders::default();
    let text = condition.into().render(&mut placeholders).unwrap();
    let names = (0..placeholders.names.len()).map(|n| placeholders.names[&format!("#n{n}")].clone()).collect();
    let values = (0..placeholders.values.len()).map(|n| placeholders.values[&format!(":v{n}")].clone()).collect();
    (text, names, values)
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

fn fault(condition: impl Into<Condition>) -> String {
    condition.into().render(&mut Placeholders::default()).unwrap_err()
}

/// `checklist 147, 148, 150, 151, 152, 155, 156, 157, 158, 159, 160, 161`
#[test]
fn each_condition_has_its_expression() {
    let cases: [(Condition, &str); 21] = [
        (attr("a").eq("x"), "#n0 = :v0"),
        (attr("a").ne("x"), "#n0 <> :v0"),
        (attr("a").lt(1), "#n0 < :v0"),
        (attr("a").le(1), "#n0 <= :v0"),
        (attr("a").gt(1), "#n0 > :v0"),
        (attr("a").ge(1), "#n0 >= :v0"),
        (attr("a").between(1, 9), "#n0 BETWEEN :v0 AND :v1"),
        (attr("a").is_in([1, 2, 3]), "#n0 IN (:v0, :v1, :v2)"),
        (attr("a").exists(), "attribute_exists(#n0)"),
        (attr("a").not_exists(), "attribute_not_exists(#n0)"),
        (attr("a").begins_with("x"), "begins_with(#n0, :v0)"),
        (attr("a").contains("x"), "contains(#n0, :v0)"),
        (attr("a").attribute_type("SS"), "attribute_type(#n0, :v0)"),
        (attr("a").size().eq(5), "size(#n0) = :v0"),
        (attr("a").size().gt(5), "size(#n0) > :v0"),
        (attr("a").eq(attr("b")), "#n0 = #n1"),
        (attr("a").size().lt(attr("b").size()), "size(#n0) < size(#n1)"),
        (attr("a").size().eq(5) & attr("a").exists(), "(size(#n0) = :v0 AND attribute_exists(#n0))"),
        (attr("a").eq(1).and(attr("b").eq(2)), "(#n0 = :v0 AND #n1 = :v1)"),
        (attr("a").eq(1) | attr("b").eq(2) & attr("c").eq(3), "(#n0 = :v0 OR (#n1 = :v1 AND #n2 = :v2))"),
        (!attr("a").eq(1), "(NOT #n0 = :v0)"),
    ];
    for (condition, expected) in cases {
        assert_eq!(rendered(condition).0, expected);
    }
    for (condition, expected) in [
        (key("k").eq("x"), "#n0 = :v0"),
        (key("k").le(1), "#n0 <= :v0"),
        (key("k").gt(1), "#n0 > :v0"),
        (key("k").ge(1), "#n0 >= :v0"),
        (key("k").eq("x").and(key("r").lt(1)), "(#n0 = :v0 AND #n1 < :v1)"),
        (key("k").eq("x").and(key("r").begins_with("p")), "(#n0 = :v0 AND begins_with(#n1, :v1))"),
        (key("k").eq("x").and(key("r").between(1, 2)), "(#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2)"),
    ] {
        assert_eq!(rendered(condition).0, expected);
    }
}

/// `checklist 162`
#[test]
fn names_and_values_are_only_placeholders() {
    let (text, names, values) = rendered(attr("Size.Parts[2][0].name").eq("x").and(attr("Size.date").gt(3)));
    assert_eq!(text, "(#n0.#n1[2][0].#n2 = :v0 AND #n0.#n3 > :v1)");
    assert_eq!(names, ["Size", "Parts", "name", "date"]);
    assert_eq!(values, [s("x"), n("3")]);
    // What looks like a path or a placeholder is a name all the same, where the caller says so.
    let (text, names, _) = rendered(attr_named("a.b[0] :v0 #n0").exists().and(key("k.v").eq(1)));
    assert_eq!(
        (text.as_str(), names[0].as_str(), names[1].as_str()),
        ("(#n0 = :v0 AND attribute_exists(#n1))", "k.v", "a.b[0] :v0 #n0")
    );
    let (text, names, _) = rendered(attr("Users[1]").field("ann@x.org").index(2).field("a.b[0]").exists());
    assert_eq!(text, "attribute_exists(#n0[1].#n1[2].#n2)");
    assert_eq!(names, ["Users", "ann@x.org", "a.b[0]"]);
}

/// A name has one placeholder however often it is said, a value one each time. `checklist 154, 163`
#[test]
fn placeholders_go_on_within_a_request_and_begin_anew_with_the_next() {
    let (a, b) = (|value: i32| attr("a").eq(value), |value: i32| attr("b").eq(value));
    let (text, names, values) = rendered((a(1) & b(2)) | (a(3) & b(4)));
    assert_eq!(text, "((#n0 = :v0 AND #n1 = :v1) OR (#n0 = :v2 AND #n1 = :v3))");
    assert_eq!(names, ["a", "b"]);
    assert_eq!(values, [n("1"), n("2"), n("3"), n("4")]);

    let mut placeholders = Placeholders::default();
    for expected in ["#n0 = :v0", "#n0 = :v1"] {
        assert_eq!(a(1).render(&mut placeholders).unwrap(), expected);
    }
    assert_eq!(b(1).render(&mut placeholders).unwrap(), "#n1 = :v2");
    assert_eq!(b(1).render(&mut Placeholders::default()).unwrap(), "#n0 = :v0");
}

#[test]
fn what_names_an_attribute_is_a_path_or_exactly_it() {
    let shown = |path: Path| path.text();
    assert_eq!(shown("a.b[1]".into_attr().0), Some("a.b[1]".to_owned()));
    assert_eq!("a.b".to_owned().into_attr(), attr("a").field("b"));
    assert_ne!(attr_named("a.b").into_attr(), attr("a.b"));
    assert_eq!(attr("").into_attr().field("b").index(1), attr(""), "it stays the fault that it was");
}

/// `checklist 161`
#[test]
fn a_selection_keeps_the_key_and_the_filter_apart() {
    let selection: Selection = key("pk").eq("a").and(attr("n").gt(3)).and(attr("m").exists());
    assert_eq!(format!("{:?}", selection.key), "pk = :v0");
    assert_eq!(format!("{:?}", selection.filter), "Some((n > :v0 AND attribute_exists(m)))");
    assert_eq!(rendered(selection).0, "(#n0 = :v0 AND (#n1 > :v1 AND attribute_exists(#n2)))");
}

/// `checklist 150`
#[test]
fn conditions_of_each_kind_are_joined_in_any_order() {
    let (k, r) = (|| key("k").eq("x"), || key("r").gt(1));
    let (a, b) = (|| attr("a").exists(), || attr("b").exists());
    let keys: KeyCondition = k() & r();
    assert_eq!(keys, k().and(r()));
    let all: Selection = keys & (a() & b());
    assert_eq!(
        format!("{all:?}"),
        "Selection { key: (k = :v0 AND r > :v1), filter: Some((attribute_exists(a) AND attribute_exists(b))) }"
    );
    let same: [Selection; 8] = [
        k() & r() & a() & b(),
        k() & (r() & a()) & b(),
        k().and(r().and(a().and(b()))),
        k().and(a()).and(r()).and(b()),
        a().and(k()).and(b()).and(r()),
        a() & (k() & r() & b()),
        (k() & a()) & (r() & b()),
        Selection::from(k()) & (r() & a()) & b(),
    ];
    for (index, selection) in same.into_iter().enumerate() {
        assert_eq!(selection, all, "{index}");
    }
    assert_eq!(rendered(k() | a()).0, "(#n0 = :v0 OR attribute_exists(#n1))");
    assert_eq!(rendered((k() & a()) | r()).0, "((#n0 = :v0 AND attribute_exists(#n1)) OR #n2 > :v1)");
    assert_eq!(rendered(!k() & !(k() & a())).0, "((NOT #n0 = :v0) AND (NOT (#n0 = :v1 AND attribute_exists(#n1))))");
}

#[test]
fn what_is_borrowed_is_compared_like_what_is_owned() {
    let (a, k, size) = (&attr("a"), &key("k"), &attr("a").size());
    assert_eq!(a.eq(attr("b")), attr("a").eq(attr("b")));
    assert_eq!(rendered(a.ne(1) & a.exists()).0, "(#n0 <> :v0 AND attribute_exists(#n0))");
    assert_eq!(rendered(k.eq(1)).0, "#n0 = :v0");
    assert_eq!(rendered(size.eq(1)).0, "size(#n0) = :v0");
}

/// `checklist 171, 172`
#[test]
fn values_are_of_dynamodbs_types() {
    #[derive(serde::Serialize)]
    struct Address {
        city: &'static str,
        lines: Vec<u8>,
    }
    let list = AttributeValue::L;
    let cases: [(Operand, AttributeValue); 13] = [
        (true.into_operand(), AttributeValue::Bool(true)),
        ((-7).into_operand(), n("-7")),
        (1.5.into_operand(), n("1.5")),
        (None::<u8>.into_operand(), AttributeValue::Null(true)),
        ("text".into_operand(), s("text")),
        ([1, 2].into_operand(), list(vec![n("1"), n("2")])),
        (("a", 1, (true,)).into_operand(), list(vec![s("a"), n("1"), list(vec![AttributeValue::Bool(true)])])),
        (string_set(["a", "b"]), AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()])),
        (number_set([1, 2]), AttributeValue::Ns(vec!["1".to_owned(), "2".to_owned()])),
        (binary([1, 2]), AttributeValue::B(aws_sdk_dynamodb::primitives::Blob::new([1, 2]))),
        (
            binary_set([[1_u8], [2]]),
            AttributeValue::Bs([1_u8, 2].map(|byte| aws_sdk_dynamodb::primitives::Blob::new([byte])).to_vec()),
        ),
        (attribute_value(n("0.12345678901234567890123456789012345678")), n("0.12345678901234567890123456789012345678")),
        (
            Address { city: "Bern", lines: vec![1] }.into_operand(),
            AttributeValue::M(HashMap::from([
                ("city".to_owned(), s("Bern")),
                ("lines".to_owned(), AttributeValue::L(vec![n("1")])),
            ])),
        ),
    ];
    for (operand, expected) in cases {
        assert_eq!(rendered(attr("a").eq(operand)).2, [expected]);
    }
}

#[test]
fn an_update_has_its_clauses() {
    let path = Path::parse;
    let clauses = Clauses {
        set: vec![
            (path("a"), 1.into_operand()),
            (path("b.c"), attr("b.c").plus(2)),
            (path("d"), list_append(attr("d").if_not_exists([0; 0].as_slice()), ["x"])),
        ],
        remove: vec![path("e"), path("f[1]")],
        add: vec![(path("g"), 3.into_operand())],
        delete: vec![(path("h"), string_set(["x"]))],
    };
    let text = clauses.render(&mut Placeholders::default()).unwrap().unwrap();
    assert_eq!(
        text,
        "SET #n0 = :v0, #n1.#n2 = #n1.#n2 + :v1, #n3 = list_append(if_not_exists(#n3, :v2), :v3) \
         ADD #n4 :v4 DELETE #n5 :v5 REMOVE #n6, #n7[1]"
    );
    assert_eq!(Clauses::default().render(&mut Placeholders::default()), Ok(None));
}

#[test]
fn what_dynamodb_would_refuse_is_told() {
    for (path, told) in [
        ("", "empty name"),
        ("a..b", "empty name"),
        (".a", "empty name"),
        ("a[x]", "no number"),
        ("a[1", "doesn't end"),
        ("a[1]b", "no number"),
        ("[0]", "empty name"),
        ("a[-1]", "no number"),
        ("a[]", "no number"),
    ] {
        let fault = fault(attr(path).exists());
        assert!(fault.contains(told), "{path}: {fault}");
    }
    let none: [u8; 0] = [];
    assert!(fault(attr("a").is_in(none)).contains("value at least"));
    let odd = HashMap::from([((1, 2), 3)]);
    assert!(!fault(attr("a").eq(odd)).is_empty());
}

/// Whichever way they nest, and however deep: 200 are taken.
#[test]
fn more_conditions_than_an_expression_holds_are_told() {
    let many = |count: u32, join: fn(Condition, Condition) -> Condition| {
        (0..count).map(|number| attr("a").eq(number)).reduce(join).unwrap()
    };
    let joins: [fn(Condition, Condition) -> Condition; 3] =
        [|all, one| all | one, |all, one| one & all, |all, one| !all & !one];
    for join in joins {
        let too_many = fault(many(100_000, join));
        assert!(too_many.contains("longer than the 4 KB"), "{too_many}");
    }
    let (text, names, values) = rendered(many(200, joins[0]));
    assert_eq!((names.len(), values.len()), (1, 200));
    assert!(text.len() <= 4096, "{}", text.len());
    let denied = fault((0..100_000).fold(attr("a").exists(), |condition, _| !condition));
    assert!(denied.contains("longer than the 4 KB"), "{denied}");
    let all: Selection = (0..100_000).fold(key("k").eq(1).into(), |all: Selection, number| all & attr("a").eq(number));
    assert!(all.filter.is_some_and(|filter| fault(filter).contains("longer than the 4 KB")));
}

#[test]
fn what_dynamodb_computes_elsewhere_is_told() {
    for (condition, told) in [
        (attr("a").lt(attr("b").plus(1)), "`a`: DynamoDB computes in updates"),
        (attr("a").minus(1).eq(2), "`a`: DynamoDB computes in updates"),
        (attr("a").between(1, attr("b").if_not_exists(2)), "`a`: DynamoDB has `if_not_exists` for `set`"),
        (attr("a").is_in([list_append(attr("b"), ["x"])]), "`a`: DynamoDB has `list_append` for `set`"),
    ] {
        let fault = fault(condition);
        assert!(fault.starts_with(told), "{fault}");
    }
    let (path, none) = (|| Path::parse("a"), Clauses::default);
    for (clauses, told) in [
        (Clauses { set: vec![(path(), attr("b").size())], ..none() }, "`a`: DynamoDB has `size` in conditions"),
        (Clauses { set: vec![(path(), attr("b").plus(attr("c").minus(1)))], ..none() }, "`a`: DynamoDB takes one"),
        (Clauses { add: vec![(path(), attr("b").into_operand())], ..none() }, "`a`: here must be a value"),
        (Clauses { delete: vec![(path(), attr("b").plus(1))], ..none() }, "`a`: here must be a value"),
        (Clauses { add: vec![(path(), f64::NAN.into_operand())], ..none() }, "`a`: not a number"),
    ] {
        let fault = clauses.render(&mut Placeholders::default()).unwrap_err();
        assert!(fault.starts_with(told), "{fault}");
    }
}

/// `checklist 174`
#[test]
fn values_that_dynamodb_has_not_are_told_with_their_place() {
    let (number, set) = ("not a number that DynamoDB has", "an empty set");
    let none: [&str; 0] = [];
    for (condition, told) in [
        (attr("a.b").eq(f64::NAN), format!("`a.b`: {number}")),
        (attr("a").gt(f32::NEG_INFINITY), format!("`a`: {number}")),
        (attr("a").gt(1e200), format!("`a`: {number}")),
        (attr("a").gt(1e-200), format!("`a`: {number}")),
        (attr("a").is_in([vec![0.5], vec![1.0, f64::INFINITY]]), format!("`a`: at `[1]`: {number}")),
        (attr("a").eq(number_set(["x"])), format!("`a`: {number}")),
        (attr("a").eq(number_set(none)), format!("`a`: {set}")),
        (attr("a").contains(string_set(none)), format!("`a`: {set}")),
        (attr("a").size().eq(binary_set([[0_u8; 0]; 0])), format!("`a`: {set}")),
        (attr("a").eq(HashMap::from([("x", [f64::NAN])])), format!("`a`: at `.x[0]`: {number}")),
    ] {
        let fault = fault(condition);
        assert!(fault.starts_with(&told), "{fault}");
    }
    for number in [0.0, -0.0, 1e-130, -9.9e125] {
        assert_eq!(rendered(attr("a").eq(number)).1, ["a"]);
    }

    let fault = to_item(&serde_json::json!({"id": 1, "lines": [{"price": 1}, {"price": 2}]}));
    assert_eq!(fault.map(|item| item.len()), Ok(2));
    let item = HashMap::from([("lines", vec![HashMap::from([("price", 1.0)]), HashMap::from([("price", f64::NAN)])])]);
    let fault = to_item(&item).unwrap_err();
    assert!(fault.starts_with(&format!("`lines[1].price`: {number}")), "{fault}");
}

#[test]
fn conditions_can_be_compared_and_hide_their_values() {
    assert_eq!(attr("a").eq(1), attr("a").eq(1));
    assert_ne!(attr("a").eq(1), attr("a").eq(2));
    assert_ne!(attr("a").eq(1), attr("a").lt(1));
    let shown = format!("{:?}", attr("Card").eq("4111").and(attr("Mail").contains("ann@")));
    assert_eq!(shown, "(Card = :v0 AND contains(Mail, :v1))");
    assert!(!format!("{:?}", "secret".into_operand()).contains("secret"));
}

/// `checklist 149`
#[test]
fn conditions_are_equal_by_their_kind_attribute_and_values() {
    let all = |name: &str, value: i32| -> [Condition; 17] {
        let a = attr(name);
        [
            a.eq(value),
            a.ne(value),
            a.lt(value),
            a.le(value),
            a.gt(value),
            a.ge(value),
            a.between(value, 9),
            a.begins_with(value),
            a.contains(value),
            a.is_in([value]),
            a.size().eq(value),
            a.eq(value) & a.exists(),
            a.eq(value) | a.exists(),
            !a.eq(value),
            a.exists(),
            a.not_exists(),
            a.attribute_type("N"),
        ]
    };
    let first = all("a", 1);
    for (at, one) in first.iter().enumerate() {
        for (place, other) in all("a", 1).iter().enumerate() {
            assert_eq!(one == other, at == place, "{one:?} and {other:?}");
        }
    }
    assert!(first.iter().zip(&all("b", 1)).all(|(one, other)| one != other), "of another attribute");
    let other = all("a", 2);
    assert!(first[..14].iter().zip(&other[..14]).all(|(one, other)| one != other), "of another value");
    assert_eq!(first[14..], other[14..]);

    let all = |name: &str, value: i32| -> [KeyCondition; 7] {
        let k = key(name);
        [k.eq(value), k.lt(value), k.le(value), k.gt(value), k.ge(value), k.begins_with(value), k.between(value, 9)]
    };
    let first = all("k", 1);
    for (at, one) in first.iter().enumerate() {
        for (place, other) in all("k", 1).iter().enumerate() {
            assert_eq!(one == other, at == place, "{one:?} and {other:?}");
        }
    }
    for others in [all("r", 1), all("k", 2)] {
        assert!(first.iter().zip(&others).all(|(one, other)| one != other), "{others:?}");
    }
    assert_eq!((attr("a"), key("k"), attr("a").size()), (attr("a"), key("k"), attr("a").size()));
    assert_ne!((attr("a"), key("k")), (attr("a"), key("r")));
}

#[test]
fn keys_are_of_one_attribute_or_two() {
    let one = HashMap::from([("id".to_owned(), n("7"))]);
    let both = HashMap::from([("a".to_owned(), s("x")), ("b".to_owned(), n("1"))]);
    #[derive(serde::Serialize)]
    struct Both {
        a: &'static str,
        b: u8,
    }
    assert_eq!(checked(("id", 7)), Ok(one.clone()));
    assert_eq!(checked(("id".to_owned(), 7)), Ok(one.clone()));
    assert_eq!(checked(("id", attribute_value(n("7")))), Ok(one.clone()));
    assert_eq!(checked(&HashMap::from([("id", 7)])), Ok(one));
    assert_eq!(checked((("a", "x"), ("b", 1))), Ok(both.clone()));
    assert_eq!(checked((("a".to_owned(), "x"), ("b".to_owned(), 1))), Ok(both.clone()));
    assert_eq!(checked(&Both { a: "x", b: 1 }), Ok(both.clone()));
    assert_eq!(both.clone().into_key(), Ok(both));
    let bytes = checked(("id", binary([1, 2]))).unwrap();
    assert_eq!(bytes["id"].as_b().map(|data| data.as_ref()), Ok([1, 2].as_slice()));
}

#[test]
fn keys_that_name_nothing_are_told() {
    for (fault, told) in [
        (checked(("id", "")), "the key's `id`: a key is a number, or text"),
        (checked(("id", binary([0_u8; 0]))), "the key's `id`: a key is a number, or text"),
        (checked(("id", true)), "the key's `id`: a key is a number, or text"),
        (checked((("id", 1), ("day", None::<u8>))), "the key's `day`: a key is a number, or text"),
        (checked(("id", f64::NAN)), "the key's `id`: not a number"),
        (checked((("id", 1), ("id", 2))), "the key has `id` twice"),
        (checked(HashMap::<String, AttributeValue>::new()), "the key has no attribute"),
        (checked(("id", attr("other"))), "the key's `id`: here must be a value"),
        (checked(HashMap::from([("id".to_owned(), n("inf"))])), "the key's `id`: not a number"),
        (checked(&7), "the key: "),
    ] {
        let fault = fault.unwrap_err();
        assert!(fault.starts_with(told), "{fault}");
    }
}
