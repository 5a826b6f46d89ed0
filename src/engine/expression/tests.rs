use super::*;

#[test]
fn an_empty_expression_is_refused() {
    let problem = Expression::condition("", |_| None).unwrap_err();
    assert_eq!((problem.code, problem.offset), ("expression-syntax", 0));
}
