namespace WebConsole.Features.Consoles;

/// <summary>The messages to a browser about its console, before and after the bytes.</summary>
public interface IConsoleBrowser
{
    /// <summary>The console is open; bytes follow.</summary>
    /// <param name="viewOnly">Whether it is view-only, whatever was requested.</param>
    public Task Opened(bool viewOnly);

    /// <summary>The console has ended or was not opened; nothing follows.</summary>
    /// <param name="reason">A <see cref="ConsoleEnd.Token"/>.</param>
    /// <param name="detail">libvirt's error message, if there is one.</param>
    public Task Closed(string reason, string? detail);
}
