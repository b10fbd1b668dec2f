namespace WebConsole.Features.Provisioning.Commands;

/// <summary>What the processors of a new machine are.</summary>
/// <param name="Mode"><c>host-passthrough</c>, <c>host-model</c>, <c>maximum</c>, or <c>custom</c> with a model; by default the fastest that the host has.</param>
/// <param name="Model">A model that the host offers, such as <c>EPYC</c>.</param>
/// <param name="Maximum">The most vCPUs that it can be given while it runs; by default those that it starts with.</param>
/// <param name="Sockets">Sockets × cores × threads are as many as the most vCPUs.</param>
/// <param name="Cores">Of each socket.</param>
/// <param name="Threads">Of each core.</param>
public sealed record NewProcessor(string? Mode = null, string? Model = null, int? Maximum = null, int? Sockets = null, int? Cores = null, int? Threads = null)
{
    /// <summary>Whether its sockets, cores or threads were asked for; then what was not is one.</summary>
    internal bool HasTopology => Sockets is not null || Cores is not null || Threads is not null;
}
