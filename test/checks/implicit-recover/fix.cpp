#include <conure/conure.h>
#include <vector>
using namespace conure;

void take(uni<std::vector<int>> v);
std::vector<int> numbers();

void mend(std::vector<int> v) {
  uni<std::vector<int>> a = v;    // expect-error {{by itself}} [implicit-recover]
  take(numbers());                // expect-error {{by itself}} [implicit-recover]
  a = std::vector{1, 2};          // expect-error {{by itself}} [implicit-recover]
}

// recover would refuse these, so that nothing is written.
std::vector<int> parse(const std::vector<int> &text);
void left_to_a_person(std::vector<int> v, std::vector<int> text) {
  take(parse(text));  // expect-error {{by itself}} [implicit-recover]
  take(std::move(v)); // expect-error {{by itself}} [implicit-recover]
}
