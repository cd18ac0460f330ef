// Conway's game of life in bands: each process owns its rows and hands copies of the outer ones to its neighbours,
// as unique values. No band waits for all the others, and nobody locks anything.
#include <conure/conure.h>
#include <iostream>
#include <numeric>
#include <optional>
#include <vector>

using namespace conure;

class Grid {
public:
  Grid(std::size_t w, std::size_t h) : w_(w), h_(h), cells_(w * h) {}
  bool at(std::size_t x, std::size_t y) const { return cells_[y * w_ + x]; }
  void set(std::size_t x, std::size_t y, bool v) { cells_[y * w_ + x] = v; }
  std::size_t width() const { return w_; }
  std::size_t height() const { return h_; }
  int alive() const { return std::accumulate(cells_.begin(), cells_.end(), 0); }

private:
  std::size_t w_, h_;
  std::vector<char> cells_;
};

using Row = std::vector<char>;

class CONURE_PROCESS Band {
public:
  Band(std::size_t width, std::size_t rows, unsigned seed) : grid_(width, rows + 2), rows_(rows) {
    for (std::size_t y = 1; y <= rows; ++y)
      for (std::size_t x = 0; x < width; ++x) {
        seed = seed * 1664525u + 1013904223u;
        grid_.set(x, y, (seed >> 28) < 5);
      }
  }
  CONURE_ASYNC void link(process<Band> above, process<Band> below) {
    above_.emplace(above);
    below_.emplace(below);
  }
  CONURE_ASYNC void step(int left, promise<int> done) {
    left_ = left;
    done_ = std::move(done);
    advance();
  }
  CONURE_ASYNC void halo(bool top, uni<Row> row) {
    Row cells = recover(std::move(row));
    (top ? top_ : bottom_).push_back(std::move(cells));
    tryStep();
  }

private:
  uni<Row> rowOf(std::size_t y) const {
    return recover([&] {
      Row r;
      for (std::size_t x = 0; x < grid_.width(); ++x)
        r.push_back(grid_.at(x, y));
      return r;
    });
  }
  void advance() {
    if (left_ == 0) {
      std::move(*done_).set(alive());
      done_.reset();
      return;
    }
    (*above_)->halo(false, rowOf(1));
    (*below_)->halo(true, rowOf(rows_));
    waiting_ = true;
    tryStep();
  }
  int alive() const {
    int n = 0;
    for (std::size_t y = 1; y <= rows_; ++y)
      for (std::size_t x = 0; x < grid_.width(); ++x)
        n += grid_.at(x, y);
    return n;
  }
  void tryStep() {
    if (!waiting_ || top_.empty() || bottom_.empty())
      return;
    waiting_ = false;
    copyRow(top_.front(), 0);
    copyRow(bottom_.front(), rows_ + 1);
    top_.erase(top_.begin());
    bottom_.erase(bottom_.begin());
    Grid next = grid_;
    for (std::size_t y = 1; y <= rows_; ++y)
      for (std::size_t x = 0; x < grid_.width(); ++x) {
        int n = neighbours(x, y);
        next.set(x, y, n == 3 || (n == 2 && grid_.at(x, y)));
      }
    grid_ = std::move(next);
    --left_;
    advance();
  }
  void copyRow(const Row &row, std::size_t y) {
    for (std::size_t x = 0; x < row.size(); ++x)
      grid_.set(x, y, row[x]);
  }
  int neighbours(std::size_t x, std::size_t y) const {
    int n = 0;
    auto w = grid_.width();
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (dx || dy)
          n += grid_.at((x + w + dx) % w, y + dy);
    return n;
  }
  Grid grid_;
  std::size_t rows_;
  int left_ = 0;
  bool waiting_ = false;
  std::vector<Row> top_, bottom_;
  std::optional<process<Band>> above_, below_;
  std::optional<promise<int>> done_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    constexpr std::size_t bands = 4;
    std::vector<process<Band>> all;
    for (unsigned i = 0; i < bands; ++i)
      all.push_back(spawn<Band>(64u, 16u, i + 1));
    for (std::size_t i = 0; i < bands; ++i)
      all[i]->link(all[(i + bands - 1) % bands], all[(i + 1) % bands]);
    std::vector<future<int>> answers;
    for (auto &band : all) {
      auto [f, p] = make_future<int>();
      band->step(50, std::move(p));
      answers.push_back(std::move(f));
    }
    int total = 0;
    for (auto &f : answers)
      total += std::move(f).get();
    std::cout << total << '\n';
  }
};
CONURE_MAIN(Main)
