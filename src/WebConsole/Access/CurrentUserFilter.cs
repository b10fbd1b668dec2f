using Microsoft.AspNetCore.SignalR;

namespace WebConsole.Access;

/// <summary>Sets the current user for the services of each hub call.</summary>
internal sealed class CurrentUserFilter : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        invocation.ServiceProvider.GetRequiredService<CurrentUser>().Is(invocation.Context.User);
        return next(invocation);
    }
}
