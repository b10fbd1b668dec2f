namespace WebConsole.Hosting;

/// <summary>Whether this process runs in a container, whose accounts are not the host's.</summary>
internal static class Container
{
    /// <summary>The markers of Docker, Podman, systemd and Microsoft's images.</summary>
    public static bool IsInside() => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") ||
        Environment.GetEnvironmentVariable("container") is { Length: > 0 } ||
        Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ||
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 };
}
