constexpr int f() {
  for (long i = 0; i < 3000000; ++i)
    ;
  return 0;
}
static_assert(f() == 0);
