// Keys that are looked up or copied are not kept, whatever else the container borrows.
#include <any>
#include <conure/conure.h>
#include <list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>
using namespace conure;
using S = std::string;
using At = std::list<S>::iterator;

class CONURE_PROCESS Q {
public:
  CONURE_ASYNC void m(std::string) {}
};

// == one's own methods: the key is borrowed by nobody afterwards
struct Index {
  std::map<S, At> at;
  std::unordered_map<S, At> hashed;
  std::list<S> order;
  void touch(const S &key) {
    auto it = at.find(key);
    order.splice(order.begin(), order, it->second);
    order.splice(order.begin(), order, hashed.at(key));
  }
  void add(const S &key) {
    at[key] = order.begin();
    at.emplace(key, order.begin());
    hashed.insert_or_assign(key, order.begin());
    at.insert({key, order.begin()});
    at.insert(std::make_pair(key, order.begin()));
  }
  void drop(const S &key) {
    if (auto it = at.find(key); it != at.end()) {
      order.erase(it->second);
      at.erase(it);
    }
  }
};
struct Views {
  std::map<S, std::string_view> by_name;
  std::map<std::string_view, int> by_view;
  void both(const S &key) { by_name.emplace(key, key); }
  void subscript(const S &key) { by_name[key] = key; }
  void view_key(const S &key) { by_view[key] = 1; }
  void view_emplaced(const S &key) { by_view.emplace(key, 1); }
};

class CONURE_PROCESS P {
public:
  CONURE_ASYNC void looked_up(S key) {
    index_.touch(key);
    index_.drop(key);
    q_->m(std::move(key));
  }
  CONURE_ASYNC void added(S key) {
    index_.add(key);
    q_->m(std::move(key));
  }
  CONURE_ASYNC void added_here(S key) {
    map_.emplace(key, order_.begin());
    map_[key] = order_.begin();
    map_.insert_or_assign(key, order_.begin());
    map_.try_emplace(key, order_.begin());
    pairs_.push_back({key, order_.begin()});
    pairs_.emplace_back(key, order_.begin());
    q_->m(std::move(key));
  }
  CONURE_ASYNC void of_a_literal(S key) {
    names_.insert({key, "literal"});
    names_.insert_or_assign("k", "literal"); // the key that is made of it is copied
    q_->m(std::move(key));
  }
  CONURE_ASYNC void value_of_the_method(S key) {
    views_.both(key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'views_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void value_by_subscript(S key) {
    views_.subscript(key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'views_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void key_of_the_method(S key) {
    views_.view_key(key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'views_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void key_emplaced(S key) {
    views_.view_emplaced(key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'views_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void value(S key) {
    names_.emplace(key, key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'names_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void value_of_a_try(S key) {
    names_.try_emplace("k", key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'names_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void part_of_a_pair(S key) {
    texts_.push_back({"a", key});
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'texts_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void part_emplaced(S key) {
    texts_.emplace_back("a", key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'texts_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void part_made(S key) {
    texts_.push_back(std::make_pair(S("a"), std::string_view(key)));
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'texts_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void part_of_a_tuple(S key) {
    tuples_.push_back({1, key, "b"});
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'tuples_' may borrow a part of it}} [send-alias]
  }
  CONURE_ASYNC void named_by_the_call(S key) {
    any_.emplace<std::string_view>(key);
    q_->m(std::move(key)); // expect-error {{'key' is sent while 'any_' may borrow a part of it}} [send-alias]
  }

private:
  process<Q> q_ = spawn<Q>();
  Index index_;
  Views views_;
  std::map<S, At> map_;
  std::list<S> order_;
  std::vector<std::pair<S, At>> pairs_;
  std::map<S, std::string_view> names_;
  std::vector<std::pair<S, std::string_view>> texts_;
  std::vector<std::tuple<int, std::string_view, S>> tuples_;
  std::any any_;
};
