// An accepted program: an LRU cache of list iterators, a scheduler with a heap of jobs and cancellation, and a bank.
// test/examples/programs.test runs it both ways.
#include <conure/conure.h>
#include <chrono>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
using namespace conure;
using namespace std::chrono_literals;

template <class K, class V> class Lru {
public:
  explicit Lru(std::size_t capacity) : capacity_(capacity) {}
  const V *find(const K &key) {
    auto it = index_.find(key);
    if (it == index_.end())
      return nullptr;
    order_.splice(order_.begin(), order_, it->second);
    return &it->second->second;
  }
  void put(K key, V value) {
    if (auto it = index_.find(key); it != index_.end()) {
      it->second->second = std::move(value);
      order_.splice(order_.begin(), order_, it->second);
      return;
    }
    order_.emplace_front(key, std::move(value));
    index_.emplace(std::move(key), order_.begin());
    while (order_.size() > capacity_) {
      index_.erase(order_.back().first);
      order_.pop_back();
    }
  }
  std::size_t size() const { return order_.size(); }

private:
  std::size_t capacity_;
  std::list<std::pair<K, V>> order_;
  std::unordered_map<K, typename std::list<std::pair<K, V>>::iterator> index_;
};

class CONURE_PROCESS Cache {
public:
  explicit Cache(int n) : lru_(static_cast<std::size_t>(n)) {}
  CONURE_ASYNC void put(std::string key, int value) { lru_.put(std::move(key), value); }
  CONURE_ASYNC void get(promise<std::optional<int>> out, std::string key) {
    const int *hit = lru_.find(key);
    std::move(out).set(hit ? std::optional(*hit) : std::nullopt);
  }
  CONURE_ASYNC void fetch(promise<int> out, std::string key) {
    if (const int *hit = lru_.find(key))
      return std::move(out).set(*hit);
    auto &waiting = waiting_[key];
    waiting.push_back(std::move(out));
    if (waiting.size() == 1)
      self(*this)->load(std::move(key));
  }
  CONURE_ASYNC void load(std::string key) {
    const int value = static_cast<int>(key.size());
    if (auto node = waiting_.extract(key); !node.empty())
      for (promise<int> &p : node.mapped())
        std::move(p).set(value);
    lru_.put(std::move(key), value);
  }

private:
  Lru<std::string, int> lru_;
  std::map<std::string, std::vector<promise<int>>> waiting_;
};

struct Job {
  int priority = 0;
  long id = 0;
  uni<std::vector<int>> input;
  promise<long> done;
};
struct Later {
  bool operator()(const std::unique_ptr<Job> &a, const std::unique_ptr<Job> &b) const {
    return std::pair(a->priority, -a->id) < std::pair(b->priority, -b->id);
  }
};

class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void run(uni<std::vector<int>> input, promise<long> done) {
    long sum = 0;
    for (int n : *input)
      sum += n;
    std::move(done).set(sum);
  }
};

class CONURE_PROCESS Scheduler {
public:
  explicit Scheduler(int workers) {
    for (int i = 0; i < workers; ++i)
      workers_.push_back(spawn<Worker>());
  }
  CONURE_ASYNC void submit(long id, int priority, uni<std::vector<int>> input, promise<long> done) {
    auto job = std::make_unique<Job>(Job{priority, id, std::move(input), std::move(done)});
    queue_.push_back(std::move(job));
    std::push_heap(queue_.begin(), queue_.end(), Later());
  }
  CONURE_ASYNC void cancel(long id) { cancelled_.insert(id); }
  CONURE_ASYNC void run() {
    while (!queue_.empty()) {
      std::pop_heap(queue_.begin(), queue_.end(), Later());
      std::unique_ptr<Job> job = std::move(queue_.back());
      queue_.pop_back();
      if (cancelled_.erase(job->id) > 0) {
        std::move(job->done).set(-1);
        continue;
      }
      workers_[next_++ % workers_.size()]->run(std::move(job->input), std::move(job->done));
    }
  }

private:
  std::vector<process<Worker>> workers_;
  std::size_t next_ = 0;
  std::vector<std::unique_ptr<Job>> queue_;
  std::set<long> cancelled_;
};

enum class Refusal { Unknown, TooLittle };
class Account {
public:
  explicit Account(std::string owner) : owner_(std::move(owner)) {}
  bool take(long amount) {
    if (amount > balance_)
      return false;
    balance_ -= amount;
    history_.push_back(-amount);
    return true;
  }
  void put(long amount) {
    balance_ += amount;
    history_.push_back(amount);
  }
  long balance() const { return balance_; }
  const std::string &owner() const { return owner_; }

private:
  std::string owner_;
  long balance_ = 0;
  std::vector<long> history_;
};

class CONURE_PROCESS Bank {
public:
  CONURE_ASYNC void open(std::string owner, long amount) {
    auto [it, isNew] = accounts_.try_emplace(owner, owner);
    if (isNew)
      it->second.put(amount);
  }
  CONURE_ASYNC void transfer(promise<std::optional<Refusal>> out, std::string from, std::string to, long amount) {
    std::move(out).set(move_money(from, to, amount));
  }
  CONURE_ASYNC void total(promise<long> out) const {
    std::move(out).set(std::accumulate(accounts_.begin(), accounts_.end(), 0L,
                                       [](long sum, const auto &entry) { return sum + entry.second.balance(); }));
  }

private:
  std::optional<Refusal> move_money(const std::string &from, const std::string &to, long amount) {
    Account *source = find(from), *target = find(to);
    if (!source || !target)
      return Refusal::Unknown;
    if (!source->take(amount))
      return Refusal::TooLittle;
    target->put(amount);
    return std::nullopt;
  }
  Account *find(const std::string &owner) {
    auto it = accounts_.find(owner);
    return it == accounts_.end() ? nullptr : &it->second;
  }
  std::map<std::string, Account> accounts_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto cache = spawn<Cache>(2);
    for (int i = 0; const char *key : {"a", "b", "c"})
      cache->put(key, ++i);
    std::cout << ask(cache, &Cache::get, std::string("a")).get().value_or(-1) << ' '
              << ask(cache, &Cache::get, std::string("c")).get().value_or(-1) << ' '
              << ask(cache, &Cache::fetch, std::string("four")).get() << '\n';

    auto scheduler = spawn<Scheduler>(2);
    std::vector<future<long>> results;
    for (int i = 0; i < 4; ++i) {
      auto [result, done] = make_future<long>();
      scheduler->submit(i, i % 2, recover([i] { return std::vector<int>(3, i); }), std::move(done));
      results.push_back(std::move(result));
    }
    scheduler->cancel(2);
    scheduler->run();
    for (auto &r : results)
      std::cout << std::move(r).get() << ' ';
    std::cout << '\n';

    auto bank = spawn<Bank>();
    bank->open("ann", 10);
    bank->open("bob", 5);
    auto fine = ask(bank, &Bank::transfer, std::string("ann"), std::string("bob"), 7L).get();
    auto refused = ask(bank, &Bank::transfer, std::string("ann"), std::string("bob"), 7L).get();
    std::cout << !fine << ' ' << (refused == Refusal::TooLittle) << ' ' << ask(bank, &Bank::total).get() << '\n';
  }
};
CONURE_MAIN(Main)
