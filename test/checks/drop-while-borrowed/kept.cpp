// What functions with a body keep of what they are given: the argument itself, what it borrows, a part of what it owns, nothing.
// rules: drop-while-borrowed, move-while-borrowed
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

void use(const char *);
void use(std::string_view);
std::string make();

namespace pattern_is_copied_elsewhere { // as test frameworks do
struct Pattern {
  Pattern(const std::string &s) { init(s.c_str()); }
  void init(const char *); // copies it
  const char *text_;
};
void f() {
  const Pattern p(make());
  use(p.text_);
}
}

namespace pattern_is_kept_here {
struct Pattern {
  Pattern(const std::string &s) { init(s.c_str()); }
  void init(const char *s) { text_ = s; }
  const char *text_;
};
void f() {
  const Pattern p(make()); // expect-error {{'p' borrows from a temporary}} [drop-while-borrowed]
  use(p.text_);
}
}

namespace matcher_with_a_name {
struct Impl {
  virtual ~Impl() = default;
};
struct Matcher {
  Matcher(const Matcher &);
  const Impl *impl_;
};
struct Field {
  std::string name_;
  Matcher inner_;
  Field(const std::string &name, const Matcher &inner) : name_("field " + name), inner_(inner) {}
};
template <class T> struct Polymorphic {
  explicit Polymorphic(const T &t) : impl_(t) {}
  T impl_;
};
Matcher any();
Polymorphic<Field> field(const std::string &name, const Matcher &inner) { return Polymorphic<Field>(Field(name, inner)); }
void f() {
  auto m = field(make(), any());
  use(m.impl_.name_);
}
}

namespace the_second_argument {
struct Named {
  Named(int, const std::string &s) : name_(s) {}
  std::string_view name_;
};
struct Outer {
  Named inner_;
};
Outer build(int n, const std::string &s) { return Outer{Named(n, s)}; }
void f() {
  auto o = build(1, make()); // expect-error {{'o' borrows from a temporary}} [drop-while-borrowed]
  use(o.inner_.name_);
}
}

namespace callables_are_copied {
struct Action {
  std::function<int()> run_;
  template <class F> explicit Action(F &&f) { init(std::forward<F>(f)); }
  template <class F> void init(F &&f) { run_ = std::forward<F>(f); }
};
int seven();
struct Seven {
  int operator()() const { return 7; }
};
void f() {
  Action a(&seven), b(Seven{}), c([] { return 7; });
  a.run_(), b.run_(), c.run_();
}
void g() {
  std::function<int()> out;
  {
    int n = 1;
    Action a([&n] { return n; });
    out = a.run_; // expect-error {{'n' is dropped at the end of its scope while 'out' borrows it}} [drop-while-borrowed]
  }
  out();
}
}

namespace the_address_of_what_borrows {
struct Pair {
  const char *name, *value;
};
struct Holder {
  explicit Holder(const Pair &p) : pair_(&p) {}
  const Pair *pair_;
};
struct Copy {
  explicit Copy(const Pair &p) : pair_(p) {}
  Pair pair_;
};
void f() {
  Holder h(Pair{"a", "b"}); // expect-error {{'h' borrows from a temporary 'Pair'}} [drop-while-borrowed]
  Copy c(Pair{"a", "b"});
  use(h.pair_->name);
  use(c.pair_.name);
}
}

namespace elements {
int &first(std::vector<int> &v) { return v[0]; }
const char *copied(const std::vector<const char *> &v) { return v[0]; }
const char *through_name(const std::string &s) {
  const std::string &same = s;
  return same.c_str();
}
std::pair<const char *, int> paired(const std::string &s) { return std::make_pair(s.c_str(), 1); }
std::function<char()> closure(const std::string &s) {
  return [&s] { return s[0]; };
}
void f() {
  std::vector<int> v{1, 2};
  int &n = first(v);
  v.clear(); // expect-error {{what 'v' owns is dropped here while 'n' borrows from it}} [drop-while-borrowed]
  n = 1;
  const char *name = copied(std::vector<const char *>{"a"});
  use(name);
}
void g() {
  const char *a = through_name(make()); // expect-error {{'a' borrows from a temporary}} [drop-while-borrowed]
  use(a);
  auto b = paired(make()); // expect-error {{'b' borrows from a temporary}} [drop-while-borrowed]
  use(b.first);
  auto c = closure(make()); // expect-error {{'c' borrows from a temporary}} [drop-while-borrowed]
  c();
}
}

namespace pushed {
struct Document { // what is pushed is turned into text of its own
  Document() = default;
  explicit Document(const double &d) : text_(std::to_string(d)) {}
  template <class T> void push_back(const T &t) { push_back(Document(t)); }
  void push_back(const Document &d) { parts_->push_back(d.self_); }
  std::string text_;
  Document *self_ = this;
  std::shared_ptr<std::vector<Document *>> parts_ = std::make_shared<std::vector<Document *>>();
};
void f() {
  Document d;
  d.push_back(1.5);
  d.push_back(2.5);
}
}

namespace on_some_paths_only { // as a store of arguments that copies what it must
struct Argument {
  const char *name;
  const int &value;
};
Argument named(const char *name, const int &value) { return {name, value}; }
struct Arguments {
  void push(const Argument &a, bool copy) {
    if (copy)
      numbers_.push_back(a.value);
    else
      borrowed_.push_back(a);
  }
  void push_late(const Argument &a, bool copy) {
    if (copy)
      return;
    borrowed_.push_back(a);
  }
  void push_always(const Argument &a) { borrowed_.push_back(a); }
  std::vector<int> numbers_;
  std::vector<Argument> borrowed_;
};
void f() {
  Arguments all;
  all.push(named("a", 1), true);
  all.push_late(named("a", 1), true);
  use(all.borrowed_.front().name);
}
void g() {
  Arguments all;
  all.push_always(named("a", 1)); // expect-error {{'all' borrows from a temporary 'int'}} [drop-while-borrowed]
  use(all.borrowed_.front().name);
}
}

namespace behind_a_pointer {
struct Word {
  const char *text;
};
struct Status {
  void set(const Word &w) { word_ = w; }
  Word word_;
};
struct Parser {
  explicit Parser(Status *s) : status_(s) {}
  bool push(const Word &w) {
    status_->set(w);
    return true;
  }
  Status *status_;
};
bool f(Status *s, const char *text) {
  Parser p(s);
  {
    Word w{text};
    p.push(w);
  }
  return p.push(Word{text});
}
}
