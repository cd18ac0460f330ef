#include <conure/conure.h>
#include <string>
#include <vector>
using namespace conure;

class CONURE_PROCESS Store {
public:
  CONURE_ASYNC void put(const std::string &key, std::string&& value) { keys_.push_back(key + value); } // expect-error {{}} [async-signature] expect-error {{}} [async-signature]
  CONURE_ASYNC void later(std::string const &key); // expect-error {{}} [async-signature]
  CONURE_ASYNC void unnamed(const int &) {} // expect-error {{}} [async-signature]
  CONURE_ASYNC void answer(int &out) { out = 1; } // expect-error {{}} [async-signature]
  CONURE_ASYNC void elsewhere(const std::string &key); // expect-error {{}} [async-signature]
  CONURE_ASYNC virtual void over(const std::string &key) {} // expect-error {{}} [async-signature]

private:
  std::vector<std::string> keys_;
};

void Store::later(const std::string &key) { keys_.push_back(key); }
