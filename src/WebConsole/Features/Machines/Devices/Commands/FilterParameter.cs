namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>What a packet filter is told.</summary>
/// <param name="Name">Its name, such as <c>IP</c>, <c>MAC</c> or <c>CTRL_IP_LEARNING</c>. The same name several times is a list.</param>
/// <param name="Value">Its value.</param>
public sealed record FilterParameter(string Name, string Value);
