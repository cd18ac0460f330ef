// DeltaBlue: an incremental solver of one-way constraints. A network owns variables and constraints, which borrow each
// other in both directions; plans are lists of borrows.
#include "ownership.h"

#include <vector>

enum strength { required, strong_preferred, preferred, strong_default, normal, weak_default, weakest };

struct constraint;

struct CONURE_COUNTED variable {
  explicit variable(std::int64_t v) : value(v) {}
  std::int64_t value;
  std::vector<borrow<constraint>> constraints;
  borrow<constraint> determined_by = nullptr;
  int mark = 0;
  strength walk = weakest;
  bool stays = true;
};

class planner;

struct CONURE_COUNTED constraint {
  explicit constraint(strength s) : power(s) {}
  virtual ~constraint() = default;
  virtual bool satisfied() const = 0;
  virtual void unsatisfy() = 0;
  virtual void choose(int mark) = 0;
  virtual bool inputs_known(int mark) const = 0;
  virtual void mark_inputs(int mark) = 0;
  virtual borrow<variable> output() const = 0;
  virtual void recalculate() = 0;
  virtual void execute() = 0;
  virtual bool is_input() const { return false; }
  virtual void remove_from_graph(borrow<constraint> self) = 0;
  virtual void release() = 0;
  strength power;
};

static void forget(borrow<variable> v, borrow<constraint> c) {
  if (!v)
    return;
  for (auto it = v->constraints.begin(); it != v->constraints.end(); ++it)
    if (*it == c) {
      v->constraints.erase(it);
      break;
    }
  if (v->determined_by == c)
    v->determined_by = nullptr;
}

struct CONURE_COUNTED unary : constraint {
  unary(borrow<variable> v, strength s, bool input) : constraint(s), on(v), input(input) {}
  bool satisfied() const override { return active; }
  void unsatisfy() override { active = false; }
  void choose(int mark) override { active = on->mark != mark && power < on->walk; }
  bool inputs_known(int) const override { return true; }
  void mark_inputs(int) override {}
  borrow<variable> output() const override { return on; }
  void recalculate() override {
    on->walk = power;
    on->stays = !input;
  }
  void execute() override {}
  bool is_input() const override { return input; }
  void remove_from_graph(borrow<constraint> self) override {
    forget(on, self);
    active = false;
  }
  void release() override { on = nullptr; }
  borrow<variable> on;
  bool input, active = false;
};

// out = in, or out = in * scale + offset, in the direction that the planner chose.
struct CONURE_COUNTED binary final : constraint {
  binary(borrow<variable> a, borrow<variable> b, borrow<variable> scale, borrow<variable> offset, strength s)
      : constraint(s), first(a), second(b), scale(scale), offset(offset) {}
  enum direction { none, forward, backward };

  bool satisfied() const override { return way != none; }
  void unsatisfy() override { way = none; }
  void choose(int mark) override {
    if (first->mark == mark)
      way = second->mark != mark && power < second->walk ? forward : none;
    else if (second->mark == mark)
      way = power < first->walk ? backward : none;
    else if (first->walk > second->walk)
      way = power < first->walk ? backward : none;
    else
      way = power < second->walk ? forward : none;
  }
  bool inputs_known(int mark) const override {
    return known(input(), mark) && (!scale || (known(scale, mark) && known(offset, mark)));
  }
  void mark_inputs(int mark) override {
    input()->mark = mark;
    if (scale)
      scale->mark = offset->mark = mark;
  }
  borrow<variable> output() const override { return way == forward ? second : first; }
  void recalculate() override {
    borrow<variable> in = input(), out = output();
    out->walk = in->walk > power ? in->walk : power;
    out->stays = in->stays && (!scale || (scale->stays && offset->stays));
    if (out->stays)
      execute();
  }
  void execute() override {
    if (!scale)
      output()->value = input()->value;
    else if (way == forward)
      second->value = first->value * scale->value + offset->value;
    else
      first->value = (second->value - offset->value) / scale->value;
  }
  void remove_from_graph(borrow<constraint> self) override {
    forget(first, self);
    forget(second, self);
    forget(scale, self);
    forget(offset, self);
    way = none;
  }
  void release() override { first = second = scale = offset = nullptr; }

  borrow<variable> input() const { return way == forward ? first : second; }
  static bool known(borrow<variable> v, int mark) { return v->mark == mark || v->stays || !v->determined_by; }
  borrow<variable> first;
  borrow<variable> second;
  borrow<variable> scale;
  borrow<variable> offset;
  direction way = none;
};

using plan = std::vector<borrow<constraint>>;

class CONURE_COUNTED network {
public:
  ~network() {
    for (auto &v : variables_) {
      v->constraints.clear();
      v->determined_by = nullptr;
    }
    for (auto &c : constraints_)
      c->release();
  }

  borrow<variable> add(std::int64_t value) {
    variables_.push_back(make<variable>(value));
    return lend(variables_.back());
  }
  borrow<constraint> require(owner<constraint> made, std::initializer_list<borrow<variable>> over) {
    constraints_.push_back(std::move(made));
    borrow<constraint> c = lend(constraints_.back());
    for (borrow<variable> v : over)
      v->constraints.push_back(c);
    incremental_add(c);
    return c;
  }
  void remove(borrow<constraint> c) {
    borrow<variable> out = c->output();
    bool was = c->satisfied();
    c->unsatisfy();
    c->remove_from_graph(c);
    if (!was)
      return;
    plan open = unsatisfied_below(out);
    for (int s = required; s <= weakest; ++s)
      for (borrow<constraint> u : open)
        if (u->power == s)
          incremental_add(u);
  }
  plan extract(borrow<constraint> from) {
    plan sources;
    if (from->is_input() && from->satisfied())
      sources.push_back(from);
    return make_plan(std::move(sources));
  }

private:
  void incremental_add(borrow<constraint> c) {
    int mark = ++mark_;
    for (borrow<constraint> over = satisfy(c, mark); over;)
      over = satisfy(over, mark);
  }
  borrow<constraint> satisfy(borrow<constraint> c, int mark) {
    c->choose(mark);
    if (!c->satisfied()) {
      if (c->power == required)
        std::abort();
      return nullptr;
    }
    c->mark_inputs(mark);
    borrow<variable> out = c->output();
    borrow<constraint> overridden = out->determined_by;
    if (overridden)
      overridden->unsatisfy();
    out->determined_by = c;
    propagate(c);
    out->mark = mark;
    return overridden;
  }
  void propagate(borrow<constraint> c) {
    plan open{c};
    while (!open.empty()) {
      borrow<constraint> at = open.back();
      open.pop_back();
      at->recalculate();
      consumers(at->output(), open);
    }
  }
  static void consumers(borrow<variable> v, plan &into) {
    for (borrow<constraint> c : v->constraints)
      if (c != v->determined_by && c->satisfied())
        into.push_back(c);
  }
  plan make_plan(plan sources) {
    int mark = ++mark_;
    plan made;
    while (!sources.empty()) {
      borrow<constraint> c = sources.back();
      sources.pop_back();
      if (c->output()->mark != mark && c->inputs_known(mark)) {
        made.push_back(c);
        c->output()->mark = mark;
        consumers(c->output(), sources);
      }
    }
    return made;
  }
  plan unsatisfied_below(borrow<variable> out) {
    out->determined_by = nullptr;
    out->walk = weakest;
    out->stays = true;
    plan unsatisfied;
    std::vector<borrow<variable>> open{out};
    while (!open.empty()) {
      borrow<variable> v = open.back();
      open.pop_back();
      for (borrow<constraint> c : v->constraints)
        if (!c->satisfied())
          unsatisfied.push_back(c);
      plan next;
      consumers(v, next);
      for (borrow<constraint> c : next) {
        c->recalculate();
        open.push_back(c->output());
      }
    }
    return unsatisfied;
  }

  std::vector<owner<variable>> variables_;
  std::vector<owner<constraint>> constraints_;
  int mark_ = 0;
};

static owner<constraint> on(borrow<variable> v, strength s, bool input) { return owner<constraint>(make<unary>(v, s, input)); }
static owner<constraint> equal(borrow<variable> a, borrow<variable> b) {
  return owner<constraint>(make<binary>(a, b, nullptr, nullptr, required));
}

static std::int64_t chain(int n) {
  network net;
  std::vector<borrow<variable>> v;
  for (int i = 0; i <= n; ++i)
    v.push_back(net.add(0));
  for (int i = 0; i < n; ++i)
    net.require(equal(v[static_cast<std::size_t>(i)], v[static_cast<std::size_t>(i) + 1]),
                {v[static_cast<std::size_t>(i)], v[static_cast<std::size_t>(i) + 1]});
  net.require(on(v.back(), strong_default, false), {v.back()});
  borrow<constraint> edit = net.require(on(v.front(), preferred, true), {v.front()});
  plan p = net.extract(edit);
  std::int64_t sum = 0;
  for (int i = 0; i < 100; ++i) {
    v.front()->value = i;
    for (borrow<constraint> c : p)
      c->execute();
    if (v.back()->value != i)
      std::abort();
    sum += v.back()->value;
  }
  net.remove(edit);
  return sum;
}

static std::int64_t projection(int n) {
  network net;
  borrow<variable> scale = net.add(10), offset = net.add(1000), source = nullptr, target = nullptr;
  std::vector<borrow<variable>> targets;
  for (int i = 0; i < n; ++i) {
    source = net.add(i);
    target = net.add(i);
    targets.push_back(target);
    net.require(on(source, normal, false), {source});
    net.require(owner<constraint>(make<binary>(source, target, scale, offset, required)), {source, target, scale, offset});
  }
  auto change = [&net](borrow<variable> v, std::int64_t value) {
    borrow<constraint> edit = net.require(on(v, preferred, true), {v});
    plan p = net.extract(edit);
    for (int i = 0; i < 10; ++i) {
      v->value = value;
      for (borrow<constraint> c : p)
        c->execute();
    }
    net.remove(edit);
  };
  change(source, 17);
  if (target->value != 1170)
    std::abort();
  change(scale, 5);
  for (int i = 0; i < n - 1; ++i)
    if (targets[static_cast<std::size_t>(i)]->value != i * 5 + 1000)
      std::abort();
  change(offset, 2000);
  std::int64_t sum = 0;
  for (borrow<variable> v : targets)
    sum += v->value;
  return sum;
}

int main(int argc, char **argv) {
  const int rounds = scaled(argc, argv, 150);
  std::int64_t sum = 0;
  for (int round = 0; round < rounds; ++round)
    sum += chain(1000) + projection(400);
  std::printf("%lld\n", static_cast<long long>(sum));
}
