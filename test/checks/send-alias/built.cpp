// What a function builds in its own variables of what it is given, and what comes into an object through an element, a
// reference, a closure or an algorithm.
#include <algorithm>
#include <charconv>
#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <ranges>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

using namespace conure;

struct CONURE_VALUE Pair {
  std::string first, second;
};

class CONURE_PROCESS Sink {
public:
  CONURE_ASYNC void take(std::string text) { text_ = std::move(text); }
  CONURE_ASYNC void pair(Pair pair) { pair_ = std::move(pair); }

private:
  std::string text_;
  Pair pair_;
};

struct Index {
  std::vector<std::string_view> parts;
  std::map<int, std::string_view> by;
  void add(std::string_view s) { parts.push_back(s); }
  void put(int k, std::string_view s) { by[k] = s; }
};

std::vector<std::string_view> letters(const std::string &s) {
  std::vector<std::string_view> out;
  for (std::string_view rest = s; !rest.empty(); rest.remove_prefix(1))
    out.push_back(rest.substr(0, 1));
  return out;
}
int results_built_in_a_vector(process<Sink> sink, std::string text) {
  auto words = letters(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words[0][0];
}

Index index_of(std::string_view s) {
  Index made;
  while (!s.empty()) {
    made.add(s.substr(0, 1));
    s.remove_prefix(1);
  }
  return made;
}
int results_built_by_methods(process<Sink> sink, std::string text) {
  Index words = index_of(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words.parts[0][0];
}

const std::string *longest(const Pair &of) {
  const std::string *best = nullptr;
  for (const std::string *each : {&of.first, &of.second})
    if (!best || each->size() > best->size())
      best = each;
  return best;
}
int the_best_of_a_loop(process<Sink> sink, Pair all) {
  const std::string *best = longest(all);
  sink->pair(std::move(all)); // expect-error {{is sent while 'best' }} [send-alias]
  return (*best)[0];
}

struct Node {
  std::string_view name;
  std::vector<std::unique_ptr<Node>> kids;
};
std::unique_ptr<Node> parse(std::string_view s) {
  auto node = std::make_unique<Node>();
  node->name = s.substr(0, 1);
  return node;
}
int a_tree(process<Sink> sink, std::string text) {
  auto tree = parse(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'tree' }} [send-alias]
  return tree->name[0];
}
Node *parse_raw(std::string_view s) {
  auto *node = new Node;
  auto &name = node->name;
  name = s;
  return node;
}
int a_tree_of_pointers(process<Sink> sink, std::string text) {
  std::unique_ptr<Node> tree(parse_raw(text));
  sink->take(std::move(text)); // expect-error {{is sent while 'tree' }} [send-alias]
  return tree->name[0];
}

void collect(const Pair &all, std::vector<const std::string *> &out) {
  const std::string *at = &all.first;
  for (int i = 0; i < 2; ++i, at = &all.second)
    out.push_back(at);
}
int addresses_in_a_loop(process<Sink> sink, Pair all) {
  std::vector<const std::string *> out;
  collect(all, out);
  sink->pair(std::move(all)); // expect-error {{is sent while 'out' }} [send-alias]
  return (*out[0])[0];
}

int into_an_element(process<Sink> sink, std::string text) {
  Index words;
  words.put(1, text);
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words.by[1][0];
}

struct Forest {
  std::vector<Node> nodes;
  void grow(std::string_view s) { nodes.emplace_back().name = s; }
  void rename(std::string_view s) {
    auto &last = nodes.back();
    last.name = s;
  }
  void plant(const std::string &s) {
    Node node;
    node.name = s;
    nodes.push_back(std::move(node));
  }
};
int into_what_emplace_back_gives(process<Sink> sink, std::string text) {
  Forest forest;
  forest.grow(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'forest' }} [send-alias]
  return forest.nodes[0].name[0];
}
int into_a_reference_to_an_element(process<Sink> sink, std::string text) {
  Forest forest;
  forest.grow("x");
  forest.rename(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'forest' }} [send-alias]
  return forest.nodes[0].name[0];
}
int by_way_of_a_variable(process<Sink> sink, std::string text) {
  Forest forest;
  forest.plant(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'forest' }} [send-alias]
  return forest.nodes[0].name[0];
}

template <class F> void each(const std::string &s, F f) {
  for (std::size_t i = 0; i < s.size(); ++i)
    f(std::string_view(s).substr(i, 1));
}
struct Words {
  std::vector<std::string_view> all;
  void of(const std::string &s) {
    each(s, [this](std::string_view word) { all.push_back(word); });
  }
};
int by_a_closure(process<Sink> sink, std::string text) {
  Words words;
  words.of(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words.all[0][0];
}
std::vector<std::string_view> by_name(const std::string &s) {
  std::vector<std::string_view> out;
  auto put = [&](std::string_view word) { out.push_back(word); };
  put(s);
  return out;
}
int by_a_closure_with_a_name(process<Sink> sink, std::string text) {
  auto words = by_name(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words[0][0];
}

std::map<std::string_view, int> counts(const std::string &s) {
  std::map<std::string_view, int> out;
  for (std::string_view rest = s; !rest.empty(); rest.remove_prefix(1))
    ++out[rest.substr(0, 1)];
  return out;
}
int a_map_of_counts(process<Sink> sink, std::string text) {
  auto found = counts(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'found' }} [send-alias]
  return found.begin()->first[0];
}

auto letters_only(const std::string &s) {
  return s | std::views::filter([](char c) { return c != ' '; });
}
int a_range(process<Sink> sink, std::string text) {
  auto range = letters_only(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'range' }} [send-alias]
  return *range.begin();
}

// Classes that contain each other: one of them holds a view.
struct Page;
struct Book {
  std::vector<Page> pages;
  std::string_view title;
};
struct Page {
  std::vector<Book> notes;
};
Page page_about(const std::string &s) {
  Page page;
  page.notes.push_back(Book{{}, s});
  return page;
}
int classes_that_contain_each_other(process<Sink> sink, std::string text) {
  Page page = page_about(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'page' }} [send-alias]
  return page.notes[0].title[0];
}

// Closures that a function calls with parts of what else it is given, and what closures give back.
int a_callback_keeps_its_argument(process<Sink> sink, std::string text) {
  std::vector<std::string_view> words;
  each(text, [&](std::string_view word) { words.push_back(word); });
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words[0][0];
}
int a_generic_callback(process<Sink> sink, std::string text) {
  std::vector<std::string_view> words;
  each(text, [&](auto word) { words.push_back(word); });
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words[0][0];
}
void any(const std::string &s, const std::function<void(std::string_view)> &f) { f(s); }
int a_type_erased_callback(process<Sink> sink, std::string text) {
  std::vector<std::string_view> words;
  any(text, [&](std::string_view word) { words.push_back(word); });
  sink->take(std::move(text)); // expect-error {{is sent while 'words' }} [send-alias]
  return words[0][0];
}
int a_callback_with_a_name(process<Sink> sink, std::string text) {
  std::string_view last;
  auto keep = [&](std::string_view word) { last = word; };
  each(text, keep);
  sink->take(std::move(text)); // expect-error {{is sent while 'last' }} [send-alias]
  return last[0];
}
int what_a_closure_captured(process<Sink> sink, std::string text) {
  auto get = [&]() -> std::string & { return text; };
  std::string &same = get();
  sink->take(std::move(text)); // expect-error {{is sent while 'same' }} [send-alias]
  return same[0];
}
struct Builder {
  std::vector<std::string_view> parts;
  Builder with(std::string_view s) && {
    parts.push_back(s);
    return std::move(*this);
  }
};
int a_chain(process<Sink> sink, std::string text) {
  Builder made = Builder().with("x").with(text);
  sink->take(std::move(text)); // expect-error {{is sent while 'made' }} [send-alias]
  return made.parts[1][0];
}
int a_match(process<Sink> sink, std::string text) {
  std::smatch match;
  std::regex_match(text, match, std::regex("x"));
  sink->take(std::move(text)); // expect-error {{is sent while 'match' }} [send-alias]
  return match.str(0)[0];
}
int where_a_number_ends(process<Sink> sink, std::string text) {
  int n = 0;
  auto end = std::from_chars(text.data(), text.data() + text.size(), n);
  sink->take(std::move(text)); // expect-error {{is sent while 'end' }} [send-alias]
  return *end.ptr;
}

// What holds no borrow, or none of what is sent.
std::vector<std::string> copies(const std::string &s) {
  std::vector<std::string> out;
  out.push_back(s);
  out.emplace_back(s, 0, 1);
  return out;
}
int results_that_own_what_they_hold(process<Sink> sink, std::string text) {
  auto words = copies(text);
  sink->take(std::move(text));
  return words[0][0];
}
struct Kind {
  const char *name;
  std::size_t size;
};
Kind kind_of(const std::string &s) {
  Kind made;
  made.name = s.empty() ? "empty" : "text";
  made.size = s.size();
  return made;
}
int results_with_a_literal(process<Sink> sink, std::string text) {
  Kind kind = kind_of(text);
  sink->take(std::move(text));
  return kind.name[0];
}
std::vector<std::string_view> all_but(std::string_view from, const std::string &left_out) {
  std::vector<std::string_view> out;
  for (; !from.empty(); from.remove_prefix(1))
    if (from.substr(0, 1) != left_out)
      out.push_back(from.substr(0, 1));
  return out;
}
int what_is_compared_alone(process<Sink> sink, std::string text, std::string left_out) {
  auto words = all_but(text, left_out);
  sink->take(std::move(left_out));
  return words[0][0];
}
int used_before(process<Sink> sink, std::string text) {
  const std::size_t n = letters(text).size() + index_of(text).parts.size();
  sink->take(std::move(text));
  return int(n);
}
std::size_t most(const Pair &all) {
  const std::string *best = longest(all);
  return best ? best->size() : 0;
}
int numbers(process<Sink> sink, Pair all) {
  const std::size_t n = most(all);
  sink->pair(std::move(all));
  return int(n);
}

int a_callback_copies(process<Sink> sink, std::string text) {
  std::map<std::string, int> found;
  std::vector<std::string> words;
  each(text, [&](std::string_view word) {
    ++found[std::string(word)];
    words.emplace_back(word);
  });
  sink->take(std::move(text));
  return found["x"] + words[0][0];
}
int a_callback_keeps_something_else(process<Sink> sink, std::string text, std::string other) {
  std::vector<std::string_view> words;
  each(text, [&](std::string_view word) {
    if (word == "x")
      words.push_back(other);
  });
  sink->take(std::move(text));
  return words[0][0];
}
int what_another_closure_captured(process<Sink> sink, std::string text, std::string other) {
  auto get = [&]() -> std::string & { return other; };
  auto copy = [text]() -> const std::string & { return text; };
  std::string &same = get();
  const std::string &mine = copy();
  sink->take(std::move(text));
  return same[0] + mine[0];
}
int a_match_is_over(process<Sink> sink, std::string text) {
  std::smatch match;
  const bool matches = std::regex_match(text, match, std::regex("x"));
  int n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  sink->take(std::move(text));
  return n + matches;
}

// What an object holds, put where one of its pointers leads.
struct Editor {
  std::string_view view;
};
struct Link {
  std::string_view view;
  Editor *editor;
  int size = 0;
  void show() { editor->view = view; }
  void refresh() { show(); }
  void give(std::string_view other) { editor->view = other; }
  void measure() { size = int(view.size()); }
};
int by_its_own_pointer(process<Sink> sink, Editor *editor, std::string text) {
  Link link{text, editor};
  link.show();
  sink->take(std::move(text)); // expect-error {{something outside of this function may borrow}} [send-alias]
  return editor->view[0];
}
int by_another_method(process<Sink> sink, Editor *editor, std::string text) {
  Link link{text, editor};
  link.refresh();
  sink->take(std::move(text)); // expect-error {{something outside of this function may borrow}} [send-alias]
  return editor->view[0];
}
int an_argument_by_its_pointer(process<Sink> sink, Editor *editor, std::string text) {
  Link link{{}, editor};
  link.give(text);
  sink->take(std::move(text)); // expect-error {{may borrow a part of it}} [send-alias]
  return editor->view[0];
}
int only_measured(process<Sink> sink, Editor *editor, std::string text) {
  Link link{text, editor};
  link.measure();
  const int size = link.size;
  sink->take(std::move(text));
  return size;
}

// The class of the object is not known: overriders count.
struct Listener {
  virtual ~Listener() = default;
  virtual void on(std::string_view text) = 0;
  virtual void count(std::string_view text) = 0;
};
struct Remembering : Listener {
  std::string_view last;
  int n = 0;
  void on(std::string_view text) override { last = text; }
  void count(std::string_view text) override { n += int(text.size()); }
};
void an_overrider_keeps_it(process<Sink> sink, Listener &listener, std::string text) {
  listener.on(text);
  sink->take(std::move(text)); // expect-error {{something outside of this function may borrow}} [send-alias]
}
void no_overrider_keeps_it(process<Sink> sink, Listener &listener, std::string text) {
  listener.count(text);
  sink->take(std::move(text));
}

// Too deep to be followed.
std::string_view id(std::string_view text) { return text; }
int calls_within_calls(process<Sink> sink, std::string text) {
  auto same = id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(id(text))))))))))))))));
  sink->take(std::move(text)); // expect-error {{is sent while 'same' }} [send-alias]
  return same[0];
}
