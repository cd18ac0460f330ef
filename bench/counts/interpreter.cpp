// A tree-walking interpreter: expressions own their parts, environments borrow the ones around them.
#include "ownership.h"

#include <string>
#include <string_view>
#include <vector>

struct CONURE_COUNTED environment {
  explicit environment(borrow<environment> o) : outer(o) {}
  borrow<environment> outer;
  std::vector<std::pair<int, std::int64_t>> slots;

  std::int64_t *find(int name) {
    for (auto &[n, v] : slots)
      if (n == name)
        return &v;
    return outer ? outer->find(name) : nullptr;
  }
};

struct CONURE_COUNTED expression {
  virtual ~expression() = default;
  virtual std::int64_t value(borrow<environment> env) const = 0;
};

struct CONURE_COUNTED number final : expression {
  explicit number(std::int64_t n) : n(n) {}
  std::int64_t value(borrow<environment>) const override { return n; }
  std::int64_t n;
};

struct CONURE_COUNTED name final : expression {
  explicit name(int n) : n(n) {}
  std::int64_t value(borrow<environment> env) const override { return *env->find(n); }
  int n;
};

struct CONURE_COUNTED binary final : expression {
  binary(char op, owner<expression> l, owner<expression> r) : op(op), left(std::move(l)), right(std::move(r)) {}
  std::int64_t value(borrow<environment> env) const override {
    std::int64_t a = left->value(env), b = right->value(env);
    switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b % 1000003;
    default: return a < b;
    }
  }
  char op;
  owner<expression> left, right;
};

struct CONURE_COUNTED assign final : expression {
  assign(int n, owner<expression> v) : n(n), v(std::move(v)) {}
  std::int64_t value(borrow<environment> env) const override { return *env->find(n) = v->value(env); }
  int n;
  owner<expression> v;
};

struct CONURE_COUNTED let final : expression {
  let(int n, owner<expression> v, owner<expression> b) : n(n), v(std::move(v)), body(std::move(b)) {}
  std::int64_t value(borrow<environment> env) const override {
    owner<environment> inner = make<environment>(env);
    inner->slots.emplace_back(n, v->value(env));
    return body->value(lend(inner));
  }
  int n;
  owner<expression> v, body;
};

struct CONURE_COUNTED loop final : expression {
  loop(owner<expression> c, owner<expression> b) : condition(std::move(c)), body(std::move(b)) {}
  std::int64_t value(borrow<environment> env) const override {
    std::int64_t last = 0;
    while (condition->value(env))
      last = body->value(env);
    return last;
  }
  owner<expression> condition, body;
};

template <class T, class... A> owner<expression> build(A &&...a) { return owner<expression>(make<T>(std::forward<A>(a)...)); }

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 4000000);
  // let i = 0 in let x = 1 in while i < rounds: x = (let t = x * 31 in t + i) % …; i = i + 1
  enum { i, x, t };
  owner<expression> step =
      build<assign>(x, build<let>(t, build<binary>('*', build<name>(x), build<number>(31)),
                                  build<binary>('+', build<name>(t), build<name>(i))));
  owner<expression> next = build<assign>(i, build<binary>('+', build<name>(i), build<number>(1)));
  owner<expression> body = build<binary>('+', std::move(step), std::move(next));
  owner<expression> program = build<let>(
      i, build<number>(0),
      build<let>(x, build<number>(1),
                 build<loop>(build<binary>('<', build<name>(i), build<number>(rounds)), std::move(body))));
  owner<environment> global = make<environment>(borrow<environment>());
  std::printf("%lld\n", static_cast<long long>(program->value(lend(global))));
}
