"""How much is measured: SAGSGANG_BENCH_SIZE asks for fewer search items than the 200,000 that are measured else."""

import os

SIZE = int(os.environ.get("SAGSGANG_BENCH_SIZE") or 200_000)
DOCUMENTS = max(100, SIZE // 20)
KILLS = max(3, SIZE // 2_000)
