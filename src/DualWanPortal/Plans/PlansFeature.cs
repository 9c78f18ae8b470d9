using DualWanPortal.Access;
using DualWanPortal.Plans.Approval;
using DualWanPortal.Plans.Hold;
using DualWanPortal.Plans.Outlook;
using DualWanPortal.Plans.Rehearsing;
using DualWanPortal.Plans.Safety;
using DualWanPortal.Plans.Waves;
using DualWanPortal.Shell;

namespace DualWanPortal.Plans;

/// <summary>Registers what this folder needs; called once by <see cref="PortalApp"/>.</summary>
public static class PlansFeature
{
    public static IServiceCollection AddPlans(this IServiceCollection services, PortalOptions options)
    {
        services.AddCarriers();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<PlanRehearser>();
        services.AddSingleton<PlanRequests>();
        services.AddSingleton<PlanGate>();
        services.AddSingleton<PlanRecovery>();
        services.AddSingleton<PlanWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PlanWorker>());
        services.AddSingleton<PlanMaker>();
        services.AddSingleton<PlanProposals>();
        services.AddSingleton<PlanBook>();
        services.AddSingleton<PlanOrders>();
        services.AddSingleton<PlanApproval>();
        services.AddSingleton<LookAgain>();
        services.AddSingleton<EndOfWaiting>();
        services.AddSingleton<Holds>();
        services.AddSingleton<HoldBook>();
        services.AddHostedService<HoldWatch>();
        services.AddSingleton<RolloutStore>();
        services.AddSingleton<RolloutPlans>();
        services.AddSingleton<RolloutEvents>();
        services.AddSingleton<RolloutStep>();
        services.AddSingleton<RolloutBook>();
        services.AddHostedService<RolloutRunner>();
        services.AddHostedService<WaitingPlans>();
        services.AddNavItem("Changes", "changes", "mend", 35, Permissions.View);
        return services;
    }

    /// <summary>All that carries a plan to a router and takes it back: the same for the router and for the copy on which a plan is rehearsed.</summary>
    internal static IServiceCollection AddCarriers(this IServiceCollection services)
    {
        services.AddSingleton<RouterLook>();
        services.AddSingleton<PlanJournal>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<SafetyCopies>();
        services.AddSingleton<BeforeChecks>();
        services.AddSingleton<DeadMan>();
        services.AddSingleton<SafeMode>();
        services.AddSingleton<PlanSafety>();
        services.AddSingleton<FreshLogin>();
        services.AddSingleton<PlanEnding>();
        services.AddSingleton<PlanUndoing>();
        services.AddSingleton<PlanRollback>();
        services.AddSingleton<PlanWriter>();
        services.AddSingleton<PlanConfirmation>();
        services.AddSingleton<PlanRunner>();
        services.AddSingleton<PlanOutlooks>();
        return services;
    }

    public static void MapPlans(this WebApplication app)
    {
        app.MapPlansApi();
        app.MapWavesApi();
    }
}
