// Results that a method or a constructor makes point into themselves: they move when they are given out.
#include <conure/conure.h>
#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

struct Node {
  int value = 0;
  int cells[2] = {};
  int *first = nullptr;
  Node *self = nullptr;
  std::vector<int *> all;
  void link() { first = &value; }
  void linkCell() { first = cells; }
  void choose(bool b) { first = b ? &value : nullptr; }
  void remember() { self = this; }
  void collect() { all.push_back(&cells[1]); }
  void indirectly() { link(); }
  void forget() { first = nullptr; }
  void elsewhere(Node &other) { other.value = 1; }
  int *get() const { return first; }
};
struct Made {
  int value = 0;
  int *first;
  Made() : first(&value) {}
};
struct InBody {
  int value = 0;
  int *first;
  InBody() { first = &value; }
};
struct ByDefault {
  int value = 0;
  int *first = &value;
};
struct Aggregate {
  Aggregate *next = this;
};
struct Reference {
  int value = 0;
  int &same = value;
};
struct Outer {
  Made part;
};
struct Derived : Made {};
struct Callback {
  int value = 0;
  std::function<int()> run;
  void set() {
    run = [this] { return value; };
  }
};
struct Text {
  std::string text;
  std::string_view word;
  const char *start = nullptr;
  void cut() { word = std::string_view(text.data(), 1); }
  void begin() { start = text.c_str(); }
};
struct Moves {
  int value = 0;
  int *first;
  Moves() : first(&value) {}
  Moves(Moves &&other) : value(other.value), first(&value) {}
};
struct Heap {
  std::vector<int> values;
  int *first = nullptr;
  std::unique_ptr<int> one;
  void link() { first = &values[0]; }
  void linkOne() { first = one.get(); }
};
struct Views {
  std::vector<std::string> lines;
  std::vector<std::string_view> words;
};

uni<Node> byMethod() {
  return recover([] {
    Node n;
    n.link();
    return n; // expect-error {{the result of this recover would hold a borrow of itself, 'n'}} [recover-result]
  });
}
uni<Node> ofArray() {
  return recover([] {
    Node n;
    n.linkCell();
    return n; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Node> onOnePath(bool b) {
  return recover([b] {
    Node n;
    n.choose(b);
    return n; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Node> ofItself() {
  return recover([] {
    Node n;
    n.remember();
    return n; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Node> inContainer() {
  return recover([] {
    Node n;
    n.collect();
    return n; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Node> byHelper() {
  return recover([] {
    Node n;
    n.indirectly();
    return n; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Made> byConstructor() {
  return recover([] {
    Made m;
    return m; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Made> temporary() { return recover(Made()); } // expect-error {{a borrow of itself, and moves when it is given out}} [recover-result]
uni<InBody> inBody() { return recover(InBody()); } // expect-error {{a borrow of itself}} [recover-result]
uni<ByDefault> byDefault() { return recover(ByDefault{}); } // expect-error {{a borrow of itself}} [recover-result]
uni<Aggregate> aggregate() { return recover(Aggregate{}); } // expect-error {{a borrow of itself}} [recover-result]
uni<Reference> reference() { return recover(Reference{}); } // expect-error {{a borrow of itself}} [recover-result]
uni<Outer> inPart() { return recover(Outer()); } // expect-error {{a borrow of itself}} [recover-result]
uni<Derived> inBase() { return recover(Derived()); } // expect-error {{a borrow of itself}} [recover-result]
uni<Text> shortText() {
  return recover([] {
    Text t;
    t.text = "ab";
    t.cut();
    return t; // expect-error {{a borrow of itself}} [recover-result]
  });
}
uni<Text> shortTextByName() {
  return recover([] {
    Text t;
    t.text = "ab";
    t.word = t.text; // expect-error {{a borrow of itself}} [recover-result]
    return t;
  });
}

// Accepted.
uni<Moves> movesItself() { return recover(Moves()); }
uni<Heap> heapPart() {
  return recover([] {
    Heap h;
    h.values.push_back(1);
    h.link();
    h.linkOne();
    return h;
  });
}
uni<std::unique_ptr<Node>> behindPointer() {
  return recover([] {
    auto n = std::make_unique<Node>();
    n->link();
    return n;
  });
}
uni<Node> otherMethods() {
  return recover([] {
    Node n;
    n.forget();
    Node other;
    other.link();
    return n;
  });
}
uni<Views> elementsOnHeap() {
  return recover([] {
    Views v;
    v.lines.push_back("ab");
    v.words.push_back(v.lines[0]);
    return v;
  });
}
struct Row {
  int n = 0;
};
struct Table {
  std::vector<Row> rows;
  const Row *best = nullptr;
};
uni<Table> copiedIntoPart() {
  return recover([] {
    Table t;
    Row row;
    t.rows.push_back(row); // a vector of rows holds no borrow of one
    return t;
  });
}
uni<Table> keptInOtherPart() {
  return recover([] {
    Table t;
    Row row;
    t.rows.push_back(row);
    t.best = &row; // expect-error {{a borrow of 'row'}} [recover-result]
    return t;
  });
}
