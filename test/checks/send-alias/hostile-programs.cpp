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
