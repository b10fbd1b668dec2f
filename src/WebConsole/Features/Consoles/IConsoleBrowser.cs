namespace WebConsole.Features.Consoles;

/// <summary>What a browser is told about its console, before and after the bytes.</summary>
public interface IConsoleBrowser
{
    /// <summary>It is open; bytes follow.</summary>
    /// <param name="viewOnly">What holds, whatever was asked for.</param>
    public Task Opened(bool viewOnly);

    /// <summary>It ended, or did not open; nothing follows.</summary>
    /// <param name="reason">A <see cref="ConsoleEnd.Token"/>.</param>
    /// <param name="detail">libvirt's own words, where it said some.</param>
    public Task Closed(string reason, string? detail);
}
