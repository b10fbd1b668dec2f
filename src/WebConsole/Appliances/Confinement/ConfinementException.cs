namespace WebConsole.Appliances.Confinement;

/// <summary>A program can't be confined on this host, so it isn't run.</summary>
internal sealed class ConfinementException(string reason) : Exception(reason);
