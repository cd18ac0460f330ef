// Types that name a borrow of a unique value: signatures, fields, template arguments.
#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>
using namespace conure;

using Text = uni<std::string>;

void by_reference(uni<std::string> &u);       // expect-error {{'u' is a 'uni<std::string> &'}} [uni-borrow]
void by_const_reference(const Text &u);       // expect-error {{'u' is}} [uni-borrow]
void by_pointer(uni<std::string> *u);         // expect-error {{'u' is}} [uni-borrow]
void by_const_pointer(const Text *const u);   // expect-error {{'u' is}} [uni-borrow]
void by_const_rvalue(const Text &&u);         // expect-error {{'u' is}} [uni-borrow]
void by_double_pointer(Text **u);             // expect-error {{'u' is}} [uni-borrow]
void by_array(Text u[]);                      // expect-error {{'u' is}} [uni-borrow]
void by_wrapper(std::reference_wrapper<Text> u); // expect-error {{'u' is}} [uni-borrow]
void by_span(std::span<Text> u);              // expect-error {{'u' is}} [uni-borrow]
void by_ref(ref<Text> u);                     // expect-error {{'u' is}} [uni-borrow]
void by_mut(mut<uni<std::string>> u);         // expect-error {{'u' is}} [uni-borrow]
void through_function(std::function<void(Text &)> f);   // expect-error {{'f' is}} [uni-borrow]
void through_pointer(void (*f)(const Text &)); // expect-error {{'f' is}} [uni-borrow]
void through_container(std::vector<Text *> v); // expect-error {{'v' is}} [uni-borrow]
void through_optional(std::optional<std::pair<int, const Text *>> v); // expect-error {{'v' is}} [uni-borrow]

Text &returns_reference();       // expect-error {{'returns_reference' returns a 'Text &'}} [uni-borrow]
Text &&returns_rvalue();         // expect-error {{returns}} [uni-borrow]
const Text *returns_pointer();   // expect-error {{returns}} [uni-borrow]

struct Fields {
  Text &reference;                 // expect-error {{'reference' is}} [uni-borrow]
  Text *pointer;                   // expect-error {{'pointer' is}} [uni-borrow]
  std::map<int, Text *> map;       // expect-error {{'map' is}} [uni-borrow]
  void (Fields::*member)(Text &);  // expect-error {{'member' is}} [uni-borrow]
  Text Fields::*offset;            // a pointer to a member is no borrow
  Text owned;
  std::vector<Text> many;
  std::unique_ptr<Text> boxed;
};

template <class T> struct Slot {
  T *slot = nullptr; // expect-error {{'slot' is}} [uni-borrow]
};
Slot<int> fine;
Slot<Text> wrong;

template <class T> void declared(const std::vector<T> &, uni<T> &u); // expect-error {{'u' is}} [uni-borrow]
void instantiate(std::vector<int> v, uni<int> u) { declared(v, u); }

void catches() {
  try {
  } catch (Text &caught) { // expect-error {{'caught' is}} [uni-borrow]
  }
}

void iterators(std::vector<Text> v) {
  auto it = v.begin(); // expect-error {{'it' is}} [uni-borrow]
  Text *p = nullptr;   // expect-error {{'p' is}} [uni-borrow]
  v.erase(v.begin());
}

// What is fine.
void sink(Text &&u);
void value(Text u);
void containers(std::vector<Text> v, std::map<std::string, Text> &m, const std::optional<Text> &o);
void function(std::function<void(Text)> f);
void sink_function(std::function<void(Text &&)> f);
Text gives();
std::vector<Text> gives_many();
