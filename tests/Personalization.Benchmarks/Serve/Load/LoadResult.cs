namespace Personalization.Benchmarks.Serve.Load;

/// <summary>What a round of load has shown.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="ServerMicroseconds">Processor time of the server for an answer.</param>
/// <param name="ClientMicroseconds">Processor time of the client for an answer.</param>
/// <param name="Emulator">Share of the processors that the storage emulator used.</param>
/// <param name="Others">Share of the processors that something else used.</param>
/// <param name="Milliseconds">How long each answer took.</param>
internal sealed record LoadResult(
    double PerSecond, double ServerMicroseconds, double ClientMicroseconds, double Emulator, double Others, double[] Milliseconds);
