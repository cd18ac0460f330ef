// Borrows of a local variable that are put where its function cannot follow them, before the variable is sent: into
// fields, behind references and pointers, into globals, by methods and closures.
// rules: send-alias, move-while-borrowed, drop-while-borrowed, use-after-move
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
void look(std::string_view);
bool chance();
void other();

struct Holder {
  std::string_view view;
  const std::string *whole = nullptr;
  std::string own;
  void set(std::string_view v) { view = v; }
  void setWhole(const std::string &s) { whole = &s; }
  void setUnseen(const std::string &s);
  void copy(const std::string &s) { own = s; }
};
void fill(std::string_view &out, const std::string &from) { out = from; }

struct Editor {
  process<Printer> p;
  std::string_view view;
  std::vector<std::string_view> views;
  std::map<int, std::string_view> map;
  std::optional<std::string_view> maybe;
  std::string_view array[2];
  std::function<void()> callback;
  std::unique_ptr<Holder> owned;
  std::string_view *pointer;
  Holder holder;
  std::string text;
  std::vector<std::string> texts;

  void keep(std::string_view v) { view = v; }
  void keepUnseen(std::string_view v);
  void change();
  void read(const std::string &s) const { look(s); }

  void field(std::string s) {
    view = s; // expect-note {{'view' may borrow 's' from here on}}
    p->print(std::move(s)); // expect-error {{'s' is sent while 'view' may borrow a part of it}} [send-alias]
  }
  void element(std::string s, int i) {
    views[i] = s;
    p->print(std::move(s)); // expect-error {{'s' is sent while something outside of this function may borrow}} [send-alias]
    look(views[i]);
  }
  void inserted(std::string s) {
    views.push_back(s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void ofMap(std::string s, int i) {
    map[i] = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void ofOptional(std::string s) {
    maybe = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void ofArray(std::string s) {
    array[1] = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void namedAgain(std::string s) {
    view = s;
    look(view);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void methodBetween(std::string s) {
    view = s;
    other();
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void fieldOfField(std::string s) {
    holder.view = s;
    p->print(std::move(s)); // expect-error {{'s' is sent while 'holder.view' may borrow}} [send-alias]
  }
  void methodOfField(std::string s) {
    holder.set(s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void ownMethod(std::string s) {
    keep(s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void ownMethodUnseen(std::string s) {
    keepUnseen(s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void inCallback(std::string s) {
    callback = [&s] { look(s); };
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void behindOwned(std::string s) {
    owned->view = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void behindPointer(std::string s) {
    *pointer = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void throughThis(std::string s) {
    Editor *me = this;
    me->view = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void throughReference(std::string s) {
    auto &v = view;
    v = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void throughMemberPointer(std::string s) {
    this->*(&Editor::view) = s;
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byClosure(std::string s) {
    [&] { view = s; }();
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void bySwap(std::string s) {
    std::vector<std::string_view> some{s};
    views.swap(some);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byMove(std::string s) {
    std::vector<std::string_view> some{s};
    views = std::move(some);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byExchange(std::string s) {
    std::exchange(view, std::string_view(s));
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byTie(std::string s, int i) {
    std::tie(view, i) = std::pair(std::string_view(s), 1);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byFunction(std::string s) {
    fill(view, s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byAlgorithm(std::string s) {
    std::string_view some[1] = {s};
    std::copy(some, some + 1, views.begin());
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void byPlacementNew(std::string s) {
    new (&view) std::string_view(s);
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void movedOnTheWay(std::string s) {
    view = s;
    if (chance())
      p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }
  void copiedMeanwhile(std::string s) {
    view = s;
    change(); // may have copied the view
    view = {};
    p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
  }

  // Accepted.
  void takenBack(std::string s) {
    view = s;
    look("x");
    view = {};
    p->print(std::move(s));
  }
  void cleared(std::string s) {
    views.push_back(s);
    views.clear();
    maybe = s;
    maybe.reset();
    p->print(std::move(s));
  }
  void onlyRead(std::string s) {
    read(s);
    holder.copy(s);
    text = s;
    texts.push_back(s);
    map.erase(int(s.size()));
    p->print(std::move(s));
  }
  void copySent(std::string s) {
    views.push_back(s);
    p->print(s);
    views.pop_back();
  }
  void otherText(std::string s) {
    view = text;
    p->print(std::move(s));
  }
  void afterwards(std::string s) {
    p->print(std::move(s));
    s = "x";
    view = "y";
  }
};

std::string_view global;
void keepInGlobal(const std::string &s) { global = s; }
void keepByCallee(const std::string &s) { keepInGlobal(s); }

void intoGlobal(process<Printer> p, std::string s) {
  global = s;
  p->print(std::move(s)); // expect-error {{'s' is sent while 'global' may borrow}} [send-alias]
}
void intoStatic(process<Printer> p, std::string s) {
  static std::vector<std::string_view> all;
  all.push_back(s);
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void calleeKeeps(process<Printer> p, std::string s) {
  keepByCallee(s);
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void intoReference(process<Printer> p, std::string s, std::string_view &out) {
  out = s;
  p->print(std::move(s)); // expect-error {{'s' is sent while 'out' may borrow}} [send-alias]
}
void intoPointer(process<Printer> p, std::string s, Holder *out) {
  out->whole = &s;
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void intoContainer(process<Printer> p, std::string s, std::vector<std::string_view> &out) {
  out.push_back(s);
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void intoObject(process<Printer> p, std::string s, Holder &out) {
  out.set(s);
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void intoObjectUnseen(process<Printer> p, std::string s, Holder &out) {
  out.setUnseen(s);
  p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
}
void thrown(process<Printer> p, std::string s) {
  try {
    try {
      throw std::string_view(s);
    } catch (...) {
      p->print(std::move(s)); // expect-error {{'s' is sent}} [send-alias]
      throw;
    }
  } catch (std::string_view v) {
    look(v);
  }
}
void tooFar(process<Printer> p, std::string s) {
  std::string *a = &s;
  std::string **b = &a, ***c = &b, ****d = &c;
  p->print(std::move(s)); // expect-error {{'s' is sent while 'b' borrows}} [send-alias]
  look(****d);
  look(**b);
}
template <class T> void inTemplate(channel<T> c, T value, std::vector<const T *> &out) {
  out.push_back(&value);
  c.send(std::move(value)); // expect-error {{'value' is sent}} [send-alias]
}
template void inTemplate<std::string>(channel<std::string>, std::string, std::vector<const std::string *> &);

// Through iterators and references to containers of the function's own: only where these are used again.
void byIterator(process<Printer> p, std::string s) {
  std::vector<std::string_view> all(1);
  auto it = all.begin();
  *it = s;
  p->print(std::move(s)); // expect-error {{'s' is sent while 'all' may borrow}} [send-alias]
  look(all[0]);
}
void byLoopVariable(process<Printer> p, std::string s) {
  std::vector<std::string_view> all(1);
  for (std::string_view &each : all)
    each = s;
  p->print(std::move(s)); // expect-error {{'s' is sent while 'all' may borrow}} [send-alias]
  look(all[0]);
}
void handedOnInLoop(process<Printer> p, std::string s) {
  std::string_view last, next;
  while (chance()) {
    last = next;
    next = s;
  }
  p->print(std::move(s)); // expect-error {{'s' is sent while 'last' may borrow}} [send-alias]
  look(last);
}
void chosen(process<Printer> p, std::string s) {
  std::string_view v;
  v = chance() ? v : std::string_view(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' may borrow}} [send-alias]
  look(v);
}
void byOutputOfMethod(process<Printer> p) {
  struct Box {
    std::string text;
    void show(std::string_view &out) const { out = text; }
  } box;
  std::string_view v;
  box.show(v);
  p->print(std::move(box.text)); // expect-error {{'box.text' is sent while 'v' may borrow}} [send-alias]
  look(v);
}
struct Box {
  std::string text;
  void show(std::string_view &out) const;
  std::size_t size(std::size_t &out) const;
};
void byOutputUnseen(process<Printer> p, Box box) {
  std::string_view v, &same = v;
  box.show(same);
  p->print(std::move(box.text)); // expect-error {{'box.text' is sent while 'v' may borrow}} [send-alias]
  look(v);
}

// Accepted.
void notUsedAgain(process<Printer> p, std::string s) {
  std::vector<std::string_view> all(1);
  for (std::string_view &each : all)
    each = s;
  look(all[0]);
  p->print(std::move(s));
}
void outputOfValue(process<Printer> p, Box box) {
  std::size_t n = 0;
  box.size(n);
  p->print(std::move(box.text));
  look(std::string_view("x", n));
}
void outputNotUsed(process<Printer> p, Box box) {
  std::string_view v;
  box.show(v);
  look(v);
  p->print(std::move(box.text));
}
void ownHolder(process<Printer> p, std::string s) {
  Holder h;
  h.set(s);
  look(h.view);
  p->print(std::move(s));
}
