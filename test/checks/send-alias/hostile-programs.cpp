// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace local_string_moved_in_recover_w_live_borrow {
void run(process<Sink> s) {
  std::string o = "a";
  char &r = o[0];
  s->take(recover([&] {
    Plain p;
    p.s = std::move(o); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias]
    return p;
  }));
  r = 'x';
}
}

namespace send_of_moved_reference_parameter {
void run(std::string &s, process<Sink> k) { k->text(std::move(s)); } // expect-error {{what the reference 's' refers to is moved into a message, but a borrow of it may stay behind}} [send-alias]
}

namespace send_of_moved_element {
void run(std::vector<std::string> &s, process<Sink> k) { k->text(std::move(s[0])); } // expect-error {{what this expression refers to is moved into a message, but a borrow of it may stay behind}} [send-alias]
}

namespace send_of_moved_global {
static std::string a51g;
void a51(process<Sink> k) { k->text(std::move(a51g)); } // expect-error {{'a51g', which lives as long as the program, is moved into a message, but a borrow of it may stay behind}} [send-alias]
}

namespace send_with_live_view {
void run(std::string s, process<Sink> k) {
  std::string_view v = s;
  k->text(std::move(s)); // expect-error {{'s' is sent while 'v' borrows a part of it}} [send-alias]
  (void)v[0];
}
}

namespace sent_through_a_method_that_gives_its_field_away {
struct Builder {
  std::string text;
  std::string take() { return std::move(text); }
  std::string finish() {
    std::string out = std::move(text);
    text.clear();
    return out;
  }
  void run(process<Sink> k) {
    std::string_view v = text;
    k->text(take()); // expect-error {{what 'take' moves out of field 'text' and returns is moved into a message, but a borrow of it may stay behind}} [send-alias]
    k->text(finish()); // expect-error {{what 'finish' moves out of 'out', moved out of field 'text', and returns is moved into a message, but a borrow of it may stay behind}} [send-alias]
    auto stop = take();
    k->text(std::move(stop)); // expect-error {{'stop', moved out of what 'take' moves out of field 'text' and returns, is moved into a message, but a borrow of it may stay behind}} [send-alias]
    (void)v[0];
  }
};
struct Owner {
  Builder builder;
  void run(process<Sink> k) {
    k->text(builder.take()); // expect-error {{what 'take' moves out of field 'text' and returns is moved into a message}} [send-alias]
  }
};
void by_reference(process<Sink> k, Builder &b, Builder *p) {
  k->text(b.take()); // expect-error {{what 'take' moves out of field 'text' and returns is moved into a message}} [send-alias]
  k->text(p->take()); // expect-error {{what 'take' moves out of field 'text' and returns is moved into a message}} [send-alias]
}
std::string taken(std::string &from) { return std::move(from); }
void by_function(process<Sink> k, std::string &s) {
  k->text(taken(s)); // expect-error {{what 'taken' moves out of what the reference 'from' refers to and returns is moved into a message}} [send-alias]
}
}

namespace sent_through_an_operator_that_reuses_its_operand {
struct Line {
  std::string text;
  void run(process<Sink> k) {
    k->text(std::move(text) + "."); // expect-error {{field 'text' is moved into a message, but a borrow of it may stay behind}} [send-alias]
    text = "fresh";
  }
};
}

namespace sent_through_a_local_variable {
void by_swap(process<Sink> k, std::string &field) {
  std::string_view v = field;
  std::string local;
  local.swap(field);
  k->text(std::move(local)); // expect-error {{'local', moved out of what the reference 'field' refers to, is moved into a message, but a borrow of it may stay behind}} [send-alias]
  (void)v[0];
}
void by_free_swap(process<Sink> k, std::string &field) {
  std::string local;
  std::swap(field, local);
  k->text(std::move(local)); // expect-error {{'local', moved out of what the reference 'field' refers to, is moved into a message}} [send-alias]
}
struct Cache {
  std::string text;
  void by_assignment(process<Sink> k) {
    std::string local;
    local = std::move(text);
    text.clear();
    k->text(std::move(local)); // expect-error {{'local', moved out of field 'text', is moved into a message}} [send-alias]
  }
  void by_exchange(process<Sink> k) {
    std::string local;
    local = std::exchange(text, {});
    k->text(std::move(local)); // expect-error {{'local', moved out of field 'text', is moved into a message}} [send-alias]
  }
};
}

namespace exchanged_while_borrowed {
void run(process<Sink> k, std::string s) {
  std::string_view v = s;
  k->text(std::exchange(s, "")); // expect-error {{'s' is sent while 'v' borrows a part of it}} [send-alias]
  (void)v[0];
}
}

namespace view_of_a_range_outlives_the_send {
void by_operator(process<Sink> k, std::string s) {
  auto back = s | std::views::reverse;
  k->text(std::move(s)); // expect-error {{'s' is sent while 'back' borrows a part of it}} [send-alias]
  for (char c : back)
    (void)c;
}
void by_call(process<Sink> k, std::string s) {
  auto some = std::views::filter(s, [](char c) { return c > 'a'; }) | std::views::take(3);
  k->text(std::move(s)); // expect-error {{'s' is sent while 'some' borrows a part of it}} [send-alias]
  (void)some.begin();
}
}

namespace optional_view_that_is_assigned {
void run(process<Sink> k, std::string s) {
  std::optional<std::string_view> v;
  v = s;
  k->text(std::move(s)); // expect-error {{'s' is sent while 'v' borrows a part of it}} [send-alias]
  (void)(*v)[0];
}
}
