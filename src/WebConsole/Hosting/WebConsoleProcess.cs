using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;
using WebConsole.Hosting.Files;
using WebConsole.Security.SignIn;
using WebConsole.Text;

namespace WebConsole.Hosting;

/// <summary>One run of the program: the server, or a command that ends at once.</summary>
public static class WebConsoleProcess
{
    private const int Failed = 1;
    private const int Unusable = 2;
    private const uint OthersRights = 0x3F; // 0077

    /// <summary>
    /// Runs and returns the exit code. Errors of the settings or addresses go to standard error, one per line.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // All files created from here on are private: links, sessions, the audit log, SQLite's side files.
        _ = FileNative.umask(OthersRights);
        try
        {
            var commandLine = CommandLine.Parse(args);
            if (commandLine.Help)
                Console.WriteLine(CommandLine.Usage);
            else if (commandLine.NewLink)
                PrintNewLink(args);
            else
                await ServeAsync(args).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (Problems(exception) is { } problems)
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync($"webconsole: {problem}").ConfigureAwait(false);
            return exception is IOException ? Failed : Unusable;
        }
    }

    private static async Task ServeAsync(string[] args)
    {
        var app = WebConsoleHost.Build(args);
        await using var disposal = app.ConfigureAwait(false);
        ListenAddresses.ThrowIfTaken(app.Configuration);
        await app.StartAsync().ConfigureAwait(false);
        var addresses = new ServerAddresses(app.Services.GetRequiredService<WebConsoleOptions>().StateDirectory);
        addresses.Write(app.Urls);
        // Create the directory even if no link is printed, so that a second process finds it and does not create its own.
        var links = app.Services.GetRequiredService<SignInLinks>();
        // The journal would store the link, and more people can read the journal than may sign in.
        if (!SystemdHelpers.IsSystemdService())
            PrintLink(links, addresses.ForPeople(), app.Services.GetRequiredService<WebConsoleOptions>());
        await app.WaitForShutdownAsync().ConfigureAwait(false);
        addresses.Forget();
    }

    /// <summary>
    /// Creates a link for a running server with the same settings, which finds the link in the state directory.
    /// </summary>
    private static void PrintNewLink(string[] args)
    {
        var options = WebConsoleHost.ReadOptions(args);
        using var owner = FileOwner.Of(options.StateDirectory);
        StateDirectory.Prepare(options.StateDirectory);
        var addresses = new ServerAddresses(options.StateDirectory);
        PrintLink(new SignInLinks(options, TimeProvider.System), addresses.ForPeople(), options);
    }

    private static void PrintLink(SignInLinks links, string? address, WebConsoleOptions options)
    {
        if (address is null)
            throw new SettingsException(["no server runs with this state directory: start it, or say which with --WebConsole:StateDirectory=PATH"]);
        // Written at once, so that no log line comes in between.
        Console.WriteLine($"""
            Sign in as administrator by this link; it works once, for {Format.Duration(options.SignIn.LinkLifetime)}:
            {address}{AppUrls.SignInLink(links.Create())}
            """);
    }

    private static IReadOnlyList<string>? Problems(Exception exception) => exception switch
    {
        SettingsException settings => settings.Errors,
        OptionsValidationException options => [.. options.Failures],
        InvalidDataException { InnerException: FormatException or System.Text.Json.JsonException } file => [$"{file.Message} {file.GetBaseException().Message}"],
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } listen => [listen.Message],
        _ => null,
    };
}
