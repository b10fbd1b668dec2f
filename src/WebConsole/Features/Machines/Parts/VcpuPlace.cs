namespace WebConsole.Features.Machines.Parts;

/// <summary>Where a vCPU runs.</summary>
/// <param name="Vcpu">Its number, from 0.</param>
/// <param name="Cpus">The host's CPUs, such as <c>0-3,^2</c>; empty for any.</param>
public sealed record VcpuPlace(int Vcpu, string Cpus);
