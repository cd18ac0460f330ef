// The twin of ../ask.cpp that must be rejected: the key of the request is a
// borrow of the sender's text, and a channel of pointers would hand more of them over.
#include <conure/conure.h>
#include <map>
#include <string>
#include <utility>

using namespace conure;

class CONURE_PROCESS Store {
public:
  CONURE_ASYNC void put(std::string key, int value) { values_[key] = value; }
  CONURE_ASYNC void get(promise<int> answer, const std::string &key) const { // expect: async-signature
    auto found = values_.find(key);
    std::move(answer).set(found == values_.end() ? 0 : found->second);
  }

private:
  std::map<std::string, int> values_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto store = spawn<Store>();
    store->put("one", 1);
    channel<const std::string *> names(1); // expect: channel-element
    names.close();
  }
};
CONURE_MAIN(Main)
